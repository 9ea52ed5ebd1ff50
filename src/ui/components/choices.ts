/** Units, topics, columns to choose from: by code and name. */
export const choicesByName = (rows: readonly { code: string; name: string }[]): { value: string; label: string }[] =>
  rows.map(({ code, name }) => ({ value: code, label: name }))

/** Kinds, states, ways to choose from: by what they are called, in the order of the labels. */
export const choicesByLabel = (labels: Readonly<Record<string, string>>): { value: string; label: string }[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }))
