import type { EventWords } from "@/lib/domain/event"
import type { QuestionWords } from "@/lib/domain/question"

type Translations<Words> = Record<"es" | "pt" | "ar", Words>

const terms: Translations<string> = {
  es: `Sé amable, avísanos si no puedes venir y ten en cuenta que podrías salir en alguna foto.

Guardamos lo que nos dices hasta 30 días después del evento y solo lo usamos para organizarlo.`,
  pt: `Seja gentil, avise se não puder vir e saiba que você pode aparecer em alguma foto.

Guardamos o que você nos informa até 30 dias depois do evento e usamos isso só para organizá-lo.`,
  ar: `كن لطيفًا، وأخبرنا إن لم تستطع الحضور، وقد تظهر في بعض الصور.

نحتفظ بما تخبرنا به حتى 30 يومًا بعد الفعالية، ونستخدمه لتنظيمها فقط.`,
}

/** Words of the demo events in the other languages, by slug. */
export const eventTranslations = {
  "field-notes-summit": {
    es: {
      title: "Encuentro Cuaderno de Campo",
      description:
        "Un día de charlas y talleres para quienes crean herramientas para el trabajo de campo.\n\n- Nueve charlas en **un** escenario\n- Talleres por la tarde\n- La comida y el café los ponemos nosotros",
      venueName: "Kraftwerk, sala B",
      terms: terms.es,
    },
    pt: {
      title: "Encontro Caderno de Campo",
      description:
        "Um dia de palestras e oficinas para quem cria ferramentas para o trabalho de campo.\n\n- Nove palestras em **um** palco\n- Oficinas à tarde\n- Almoço e café por nossa conta",
      venueName: "Kraftwerk, sala B",
      terms: terms.pt,
    },
    ar: {
      title: "ملتقى ملاحظات الميدان",
      description:
        "يوم من المحاضرات وورش العمل لمن يصنعون أدوات العمل الميداني.\n\n- تسع محاضرات على منصة **واحدة**\n- ورش عمل بعد الظهر\n- الغداء والقهوة على حسابنا",
      venueName: "كرافتفيرك، القاعة ب",
      terms: terms.ar,
    },
  },
  "river-survey-weekend": {
    es: {
      title: "Fin de semana en el río",
      description:
        "Dos días en el río con barcas, sondas y mucho té. Te preguntamos todo desde el principio porque hay que reservar las barcas.",
      venueName: "Esclusa de Teddington",
      terms: terms.es,
      ticketNote: "Trae ropa impermeable y una muda.",
    },
    pt: {
      title: "Fim de semana no rio",
      description:
        "Dois dias no rio com barcos, sondas e muito chá. Perguntamos tudo logo no início, porque precisamos reservar os barcos.",
      venueName: "Eclusa de Teddington",
      terms: terms.pt,
      ticketNote: "Traga roupa impermeável e uma muda de roupa.",
    },
    ar: {
      title: "نهاية أسبوع على النهر",
      description:
        "يومان على النهر مع القوارب وحبال القياس والكثير من الشاي. نسأل عن كل شيء منذ البداية، لأن علينا حجز القوارب.",
      venueName: "هويس تدينغتون",
      terms: terms.ar,
      ticketNote: "أحضر ملابس واقية من الماء وملابس للتبديل.",
    },
  },
} satisfies Record<string, Translations<EventWords>>

/** Words of the demo questions in the other languages, by key. */
export const questionTranslations: Record<string, Translations<QuestionWords>> = {
  diet: {
    es: {
      label: "Necesidades alimentarias",
      hint: "Elige todo lo que corresponda.",
      options: {
        vegetarian: "Vegetariano",
        vegan: "Vegano",
        "gluten-free": "Sin gluten",
        halal: "Halal",
        "nut-allergy": "Alergia a los frutos secos",
      },
    },
    pt: {
      label: "Restrições alimentares",
      hint: "Escolha tudo o que se aplica.",
      options: {
        vegetarian: "Vegetariano",
        vegan: "Vegano",
        "gluten-free": "Sem glúten",
        halal: "Halal",
        "nut-allergy": "Alergia a nozes",
      },
    },
    ar: {
      label: "متطلبات غذائية",
      hint: "اختر كل ما ينطبق.",
      options: {
        vegetarian: "نباتي",
        vegan: "نباتي صرف",
        "gluten-free": "خالٍ من الغلوتين",
        halal: "حلال",
        "nut-allergy": "حساسية من المكسرات",
      },
    },
  },
  track: {
    es: {
      label: "¿Qué itinerario seguirás?",
      options: {
        mapping: "Cartografía y topografía",
        sensing: "Sensores y telemetría",
        people: "Entrevistas y etnografía",
      },
    },
    pt: {
      label: "Qual trilha você vai seguir?",
      options: {
        mapping: "Mapeamento e topografia",
        sensing: "Sensores e telemetria",
        people: "Entrevistas e etnografia",
      },
    },
    ar: {
      label: "أي مسار ستتبع؟",
      options: {
        mapping: "الخرائط والمسح",
        sensing: "المستشعرات والقياس عن بُعد",
        people: "المقابلات والإثنوغرافيا",
      },
    },
  },
  company: {
    es: { label: "¿Dónde trabajas?", why: "Se imprime en tu credencial, debajo de tu nombre." },
    pt: { label: "Onde você trabalha?", why: "Vai impresso no seu crachá, abaixo do nome." },
    ar: { label: "أين تعمل؟", why: "يُطبع على بطاقة التعريف تحت اسمك." },
  },
  access: {
    es: {
      label: "¿Hay algo que te haría el día más fácil?",
      hint: "Acceso sin escalones, una sala tranquila, un intérprete: dínoslo y lo organizamos.",
    },
    pt: {
      label: "Há algo que tornaria o dia mais fácil para você?",
      hint: "Acesso sem degraus, uma sala silenciosa, um intérprete: avise e nós providenciamos.",
    },
    ar: {
      label: "هل هناك ما يجعل اليوم أسهل عليك؟",
      hint: "مدخل بلا درجات، أو غرفة هادئة، أو مترجم فوري: أخبرنا وسنرتّب ذلك.",
    },
  },
  first_time: {
    es: {
      label: "¿Es tu primera vez con nosotros?",
      why: "Quienes vienen por primera vez tienen un breve recorrido antes de abrir.",
    },
    pt: {
      label: "É a sua primeira vez conosco?",
      why: "Quem vem pela primeira vez faz uma breve visita antes da abertura.",
    },
    ar: { label: "هل هذه أول مرة لك معنا؟", why: "لمن يأتون أول مرة جولة قصيرة قبل فتح الأبواب." },
  },
  arrival: {
    es: {
      label: "¿Cuándo llegas?",
      why: "Tenemos habitaciones reservadas para quien llegue un día antes.",
    },
    pt: { label: "Quando você chega?", why: "Temos quartos reservados para quem chega um dia antes." },
    ar: { label: "متى تصل؟", why: "لدينا غرف محجوزة لمن يصل قبل الموعد بيوم." },
  },
  city: {
    es: { label: "¿Desde qué ciudad viajas?", why: "Así podemos proponer trenes para viajar juntos." },
    pt: { label: "De que cidade você vem?", why: "Assim podemos sugerir trens para viajar junto." },
    ar: { label: "من أي مدينة تسافر؟", why: "لنقترح قطارات للسفر معًا." },
  },
  phone: {
    es: { label: "Número de teléfono", hint: "Solo lo usamos para cambios del mismo día." },
    pt: { label: "Número de telefone", hint: "Usado só para mudanças no dia." },
    ar: { label: "رقم الهاتف", hint: "يُستخدم للتغييرات في اليوم نفسه فقط." },
  },
  years: {
    es: { label: "¿Cuántos años llevas trabajando en este campo?" },
    pt: { label: "Há quantos anos você trabalha na área?" },
    ar: { label: "منذ كم سنة تعمل في هذا المجال؟" },
  },
  country: {
    es: { label: "¿De qué país vienes?", why: "Nos ayuda a organizar la interpretación." },
    pt: { label: "De que país você vem?", why: "Ajuda a planejar a interpretação." },
    ar: { label: "من أي بلد تأتي؟", why: "يساعدنا على ترتيب الترجمة الفورية." },
  },
  dinner: {
    es: {
      label: "¿Te quedas a cenar?",
      why: "Para pedir la cantidad justa y no tirar nada.",
    },
    pt: {
      label: "Você fica para o jantar?",
      why: "Para pedir a quantidade certa e não jogar nada fora.",
    },
    ar: { label: "هل ستبقى للعشاء؟", why: "لنطلب الكمية المناسبة ولا يُهدر شيء." },
  },
  guests: {
    es: { label: "¿Cuántas personas traes a la cena?", why: "Para que haya sitio para todo el mundo." },
    pt: { label: "Quantas pessoas você traz para o jantar?", why: "Para que haja lugar para todo mundo." },
    ar: { label: "كم شخصًا ستحضر معك إلى العشاء؟", why: "ليجد كل واحد كرسيًا." },
  },
}
