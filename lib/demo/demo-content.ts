import {
  emptyPageContent,
  type FaqEntry,
  type PageContent,
  type Session,
  type Speaker,
} from "@/lib/domain/page-content"

const others = ["es", "pt", "ar"] as const

/** A text in English and in the other three languages. */
type Words = Record<"en" | (typeof others)[number], string>

const words = (en: string, es: string, pt: string, ar: string): Words => ({ en, es, pt, ar })

/** The translations of an entry, from those of its texts that it has. */
function translate<Name extends string>(
  texts: Partial<Record<Name, Words | undefined>>,
): Record<string, Partial<Record<Name, string>>> {
  const names = Object.keys(texts) as Name[]
  const inLanguage = (language: (typeof others)[number]): Partial<Record<Name, string>> => {
    const translated: Partial<Record<Name, string>> = {}
    for (const name of names) {
      const text = texts[name]?.[language]
      if (text !== undefined) translated[name] = text
    }
    return translated
  }
  return Object.fromEntries(others.map((language) => [language, inLanguage(language)]))
}

type Kit = { newId: () => string; at: (time: string) => Date }

function session(
  { newId, at }: Kit,
  [from, to]: [string, string],
  { title, room, text, speakers = [] }: { title: Words; room?: Words; text?: Words; speakers?: Speaker[] },
): Session {
  return {
    id: newId(),
    startsAt: at(from),
    endsAt: at(to),
    title: title.en,
    room: room?.en ?? null,
    speakerIds: speakers.map(({ id }) => id),
    text: text?.en ?? "",
    revision: 0,
    translations: translate({ title, room, text }),
  }
}

function speaker(
  { newId }: Kit,
  name: string,
  nameInArabic: string,
  role: Words,
  link: string | null,
): Speaker {
  const spelled = words(name, name, name, nameInArabic)
  return {
    id: newId(),
    name,
    role: role.en,
    link,
    text: "",
    translations: translate({ name: spelled, role }),
  }
}

function faq({ newId }: Kit, question: Words, answer: Words): FaqEntry {
  return {
    id: newId(),
    question: question.en,
    answer: answer.en,
    translations: translate({ question, answer }),
  }
}

const stage = words("Main stage", "Escenario principal", "Palco principal", "المنصة الرئيسية")
const loft = words("Loft", "Altillo", "Mezanino", "العلّية")
const workshop = words("Workshop 2", "Taller 2", "Oficina 2", "الورشة 2")
const foyer = words("Foyer", "Vestíbulo", "Saguão", "البهو")

/** The summit's page: one day, one stage, two workshops side by side. */
function summitContent(kit: Kit): PageContent {
  const amira = speaker(
    kit,
    "Amira Haddad",
    "أميرة حداد",
    words("Cartographer", "Cartógrafa", "Cartógrafa", "رسّامة خرائط"),
    "https://example.org/amira-haddad",
  )
  const tomas = speaker(
    kit,
    "Tomás Rivera",
    "توماس ريفيرا",
    words("Sensor engineer", "Ingeniero de sensores", "Engenheiro de sensores", "مهندس مستشعرات"),
    "https://example.org/tomas-rivera",
  )
  const joana = speaker(
    kit,
    "Joana Prado",
    "جوانا برادو",
    words("Ethnographer", "Etnógrafa", "Etnógrafa", "باحثة إثنوغرافية"),
    "https://example.org/joana-prado",
  )
  const mara = speaker(
    kit,
    "Mara Lindqvist",
    "مارا ليندكفيست",
    words("Northside Meetups", "Northside Meetups", "Northside Meetups", "Northside Meetups"),
    null,
  )
  const talk = (times: [string, string], title: Words, ...speakers: Speaker[]) =>
    session(kit, times, { title, room: stage, speakers })
  return {
    sessions: [
      talk(["09:00", "09:15"], words("Welcome", "Bienvenida", "Boas-vindas", "كلمة ترحيب"), mara),
      talk(
        ["09:15", "09:45"],
        words(
          "Maps that admit doubt",
          "Mapas que admiten dudas",
          "Mapas que admitem dúvidas",
          "خرائط تعترف بالشك",
        ),
        amira,
      ),
      talk(
        ["09:50", "10:20"],
        words(
          "A sensor in every ditch",
          "Un sensor en cada acequia",
          "Um sensor em cada vala",
          "مستشعر في كل خندق",
        ),
        tomas,
      ),
      talk(
        ["10:25", "10:55"],
        words(
          "Asking without leading",
          "Preguntar sin inducir",
          "Perguntar sem induzir",
          "كيف تسأل دون أن توجّه",
        ),
        joana,
      ),
      talk(
        ["11:25", "11:45"],
        words(
          "Notebooks that survive rain",
          "Cuadernos que aguantan la lluvia",
          "Cadernos que resistem à chuva",
          "دفاتر تصمد أمام المطر",
        ),
        mara,
      ),
      talk(
        ["11:50", "12:20"],
        words("Batteries below zero", "Baterías bajo cero", "Baterias abaixo de zero", "بطاريات تحت الصفر"),
        tomas,
      ),
      session(kit, ["12:20", "13:30"], { title: words("Lunch", "Comida", "Almoço", "الغداء"), room: foyer }),
      talk(
        ["13:30", "14:00"],
        words("Whose river is it?", "¿De quién es el río?", "De quem é o rio?", "لمن هذا النهر؟"),
        joana,
        amira,
      ),
      session(kit, ["14:15", "16:00"], {
        title: words(
          "Workshop: draw the street you live on",
          "Taller: dibuja tu calle",
          "Oficina: desenhe a sua rua",
          "ورشة: ارسم شارعك",
        ),
        room: loft,
        speakers: [amira],
        text: words(
          "Bring a pencil. Paper is there.",
          "Trae un lápiz. El papel lo ponemos nosotros.",
          "Traga um lápis. O papel é por nossa conta.",
          "أحضر قلم رصاص. الورق متوفر.",
        ),
      }),
      session(kit, ["14:15", "16:00"], {
        title: words(
          "Workshop: build a water gauge",
          "Taller: construye un limnímetro",
          "Oficina: monte um medidor de água",
          "ورشة: اصنع مقياسًا للماء",
        ),
        room: workshop,
        speakers: [tomas],
        text: words(
          "We solder. No experience needed.",
          "Vamos a soldar. No hace falta experiencia.",
          "Vamos soldar. Não precisa de experiência.",
          "سنلحم معًا. لا حاجة إلى خبرة.",
        ),
      }),
      talk(
        ["16:15", "16:35"],
        words(
          "What the archive forgot",
          "Lo que olvidó el archivo",
          "O que o arquivo esqueceu",
          "ما نسيه الأرشيف",
        ),
        joana,
      ),
      talk(
        ["16:40", "17:30"],
        words("Open questions", "Preguntas abiertas", "Perguntas em aberto", "أسئلة مفتوحة"),
        mara,
        amira,
        tomas,
        joana,
      ),
    ],
    speakers: [amira, tomas, joana, mara],
    faq: [
      faq(
        kit,
        words(
          "Can I come for half a day?",
          "¿Puedo ir solo medio día?",
          "Posso ir só meio período?",
          "هل يمكنني الحضور نصف يوم؟",
        ),
        words(
          "Yes. Check in whenever you arrive; the doors stay open.",
          "Sí. Haz el check-in cuando llegues: las puertas siguen abiertas.",
          "Sim. Faça o check-in quando chegar: as portas ficam abertas.",
          "نعم. سجّل حضورك متى وصلت، فالأبواب تبقى مفتوحة.",
        ),
      ),
      faq(
        kit,
        words(
          "Are the talks recorded?",
          "¿Se graban las charlas?",
          "As palestras são gravadas?",
          "هل تُسجَّل المحاضرات؟",
        ),
        words(
          "The talks are, the workshops aren’t. We publish them **two weeks later**.",
          "Las charlas sí, los talleres no. Las publicamos **dos semanas después**.",
          "As palestras sim, as oficinas não. Publicamos **duas semanas depois**.",
          "تُسجَّل المحاضرات ولا تُسجَّل الورش. ننشرها **بعد أسبوعين**.",
        ),
      ),
      faq(
        kit,
        words(
          "Can I bring a child?",
          "¿Puedo ir con niños?",
          "Posso levar crianças?",
          "هل يمكنني إحضار طفل؟",
        ),
        words(
          "Please do. There’s a quiet room beside the foyer.",
          "Claro. Hay una sala tranquila junto al vestíbulo.",
          "Claro. Há uma sala silenciosa ao lado do saguão.",
          "بالتأكيد. توجد غرفة هادئة بجانب البهو.",
        ),
      ),
    ],
    contact: {
      ...{ name: "Mara Lindqvist", email: "hello@northside.example", phone: "+4930901820" },
      translations: { ar: { name: "مارا ليندكفيست" } },
    },
    directions: {
      text: "The hall is a short walk from two stations. The entrance in the yard has no steps.\n\n| From | Line | Walk |\n| :-- | :-- | --: |\n| Ostbahnhof | S3, S5, S7 | 9 min |\n| Heinrich-Heine-Straße | U8 | 6 min |",
      translations: {
        es: {
          text: "La sala está a un paseo de dos estaciones. La entrada del patio no tiene escalones.\n\n| Desde | Línea | A pie |\n| :-- | :-- | --: |\n| Ostbahnhof | S3, S5, S7 | 9 min |\n| Heinrich-Heine-Straße | U8 | 6 min |",
        },
        pt: {
          text: "A sala fica a uma curta caminhada de duas estações. A entrada do pátio não tem degraus.\n\n| De | Linha | A pé |\n| :-- | :-- | --: |\n| Ostbahnhof | S3, S5, S7 | 9 min |\n| Heinrich-Heine-Straße | U8 | 6 min |",
        },
        ar: {
          text: "القاعة على مسافة قصيرة سيرًا من محطتين. المدخل من الفناء بلا درجات.\n\n| من | الخط | سيرًا |\n| :-- | :-- | --: |\n| Ostbahnhof | S3, S5, S7 | 9 دقائق |\n| Heinrich-Heine-Straße | U8 | 6 دقائق |",
        },
      },
    },
  }
}

/** The weekend's page: two days on the water. */
function weekendContent(kit: Kit): PageContent {
  const boathouse = words("Boathouse", "Casa de botes", "Casa de barcos", "بيت القوارب")
  const river = words("On the river", "En el río", "No rio", "على النهر")
  const kwame = speaker(
    kit,
    "Kwame Asante",
    "كوامي أسانتي",
    words("Hydrographer", "Hidrógrafo", "Hidrógrafo", "مسّاح مائي"),
    "https://example.org/kwame-asante",
  )
  const on = (times: [string, string], title: Words, room: Words, ...speakers: Speaker[]) =>
    session(kit, times, { title, room, speakers })
  return {
    ...emptyPageContent,
    sessions: [
      on(
        ["12T08:00", "12T09:00"],
        words("Boats and safety", "Barcas y seguridad", "Barcos e segurança", "القوارب والسلامة"),
        boathouse,
        kwame,
      ),
      on(
        ["12T09:00", "12T12:30"],
        words("First soundings", "Primeras mediciones", "Primeiras medições", "القياسات الأولى"),
        river,
        kwame,
      ),
      on(
        ["12T14:00", "12T17:00"],
        words(
          "Drawing the bed of the river",
          "Dibujar el lecho del río",
          "Desenhar o leito do rio",
          "رسم قاع النهر",
        ),
        boathouse,
      ),
      on(
        ["13T08:30", "13T12:00"],
        words("Second soundings", "Segundas mediciones", "Segundas medições", "القياسات الثانية"),
        river,
        kwame,
      ),
      on(
        ["13T14:30", "13T16:00"],
        words("What we found", "Lo que encontramos", "O que encontramos", "ما وجدناه"),
        boathouse,
      ),
    ],
    speakers: [kwame],
    faq: [
      faq(
        kit,
        words(
          "Do I have to be able to swim?",
          "¿Tengo que saber nadar?",
          "Preciso saber nadar?",
          "هل يجب أن أجيد السباحة؟",
        ),
        words(
          "Yes, 50 metres. We have life jackets in every size.",
          "Sí, 50 metros. Tenemos chalecos de todas las tallas.",
          "Sim, 50 metros. Temos coletes de todos os tamanhos.",
          "نعم، 50 مترًا. لدينا سترات نجاة بكل المقاسات.",
        ),
      ),
    ],
  }
}

/** What the pages of the demo events say, by slug; `years` are those they take place in. */
export function demoContent(
  newId: () => string,
  years: { may: number; september: number },
): Record<string, PageContent> {
  const summit = (time: string) => new Date(`${years.may}-05-14T${time}:00+02:00`)
  const weekend = (time: string) => new Date(`${years.september}-09-${time}:00+01:00`)
  return {
    "field-notes-summit": summitContent({ newId, at: summit }),
    "river-survey-weekend": weekendContent({ newId, at: weekend }),
  }
}
