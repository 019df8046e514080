import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max"
import { asciiDigits } from "./digits"

/**
 * E.164 form of a number typed in any format, or null. A number without a country prefix is read as one of `country`
 * (ISO alpha-2) when that is known.
 */
export function parsePhone(typed: string, country: string | null): string | null {
  const region = country && isSupportedCountry(country) ? country : undefined
  const number = parsePhoneNumberFromString(typed.normalize("NFKC"), region)
  return number?.isValid() ? number.number : null
}

/** Whether a number is typed digit by digit as people in its own country write it. */
export function isWrittenAtHome(typed: string, number: string): boolean {
  const digits = (text: string) => asciiDigits(text.normalize("NFKC")).replace(/\D/g, "")
  return digits(typed) === digits(parsePhoneNumberFromString(number)?.formatNational() ?? "")
}

/** A number in E.164 as people write it with its prefix: `+49 30 901820`. */
export function internationalPhone(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number
}
