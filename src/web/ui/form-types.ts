/** One fault of a form. `path` is the field's name, or empty for the form as a whole; `key` is a locale key. */
export interface FormFault {
  path: string
  key: string
  params?: Readonly<Record<string, string | number>>
}

/** What was typed and what is wrong with it: enough to show the same page again with nothing lost. */
export interface FormState {
  values: Readonly<Record<string, readonly string[]>>
  faults: readonly FormFault[]
}
