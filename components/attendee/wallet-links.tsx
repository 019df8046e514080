import { getTranslations } from "next-intl/server"
import { ButtonLink } from "@/components/ui/button-link"
import { type WalletPlatform, walletFiles } from "@/lib/domain/wallet"

type WalletLinksProps = { path: string; wallets: WalletPlatform[] }

/** A ticket for the wallets of phones; nothing where none is offered. */
export async function WalletLinks({ path, wallets }: WalletLinksProps) {
  const t = await getTranslations("wallet")
  if (wallets.length === 0) return null
  return (
    <div className="mt-4 grid gap-3 print:hidden">
      {wallets.map((wallet) => (
        <ButtonLink key={wallet} href={`${path}/${walletFiles[wallet]}`} kind="second">
          {t(`add.${wallet}`)}
        </ButtonLink>
      ))}
    </div>
  )
}
