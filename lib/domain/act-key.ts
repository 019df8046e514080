type Underscored<Name> = Name extends `${infer What}.${infer Happened}` ? `${What}_${Happened}` : never

/** The last part of the key of an act's sentence: keys have their parts between dots, so `event.created` is `event_created`. */
export function actKey<Name extends string>(name: Name): Underscored<Name> {
  return name.replace(".", "_") as Underscored<Name>
}
