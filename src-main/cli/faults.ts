import { explain, type Problem } from '../../src-core/formats/problem.ts'

/** `file:line: field: reason; remedy`, the parts that are known. */
export function faultLine(problem: Problem, file: string): string {
  const { reason, remedy } = explain(problem)
  const inner = isPart(problem.file, file) ? `${file}/${problem.file}` : file
  const place = problem.line === null ? inner : `${inner}:${problem.line}`
  return `${place}: ${problem.field ? `${problem.field}: ` : ''}${reason}; ${remedy}`
}

/** The same for machines. */
export function faultJson(problem: Problem, file: string): object {
  const { code, line, field, params } = problem
  return { file: problem.file ?? file, line, field, code, ...explain(problem), params }
}

/** Whether a problem lies in one of several files of an input, rather than in the input itself. */
function isPart(inner: string | null, file: string): inner is string {
  return inner !== null && file !== 'standard input' && inner !== file && !file.endsWith(`/${inner}`)
}
