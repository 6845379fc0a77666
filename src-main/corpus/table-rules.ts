import type { RowColumns, TableChoice, TableRule } from '../../src-core/source/table-choice.ts'

/** In a choice: the rows are read whatever else they look like. */
export const ANY_DATASET = '*'

/** The choices that hold for a file, its own before that of its folder. */
export function choicesFor(file: string, rules: readonly TableRule[]): readonly (TableChoice | null)[] {
  const patterns = [file, patternOf(file)]
  return patterns.flatMap((pattern) => rules.filter(({ files }) => files === pattern).map(({ choice }) => choice))
}

/** What a file has in common with the others of its folder and kind: `press/*.csv`. */
export function patternOf(file: string): string {
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  return `${folder}*${file.slice(file.lastIndexOf('.')).toLowerCase()}`
}

/** The rules after others were made: each replaces those for the same files that name the same columns. */
export function withRules(rules: readonly TableRule[], made: readonly TableRule[]): readonly TableRule[] {
  return [...made, ...rules.filter((rule) => !made.some(({ files }) => files === rule.files))]
}

/** The rule that reads a file's rows as a dataset says that they were read. */
export function ruleOf(file: string, columns: RowColumns): TableRule {
  return { files: file, choice: { ...columns, title: null, date: null, encoding: null, dataset: ANY_DATASET } }
}
