/** Why a name cannot be a folder's on every system: nothing to read, or characters that one of them refuses. */
export function datasetNameFault(name: string): 'empty' | 'bad' | null {
  if (name.trim() === '') return 'empty'
  return FORBIDDEN.test(name) || EDGE_DOT.test(name.trim()) || RESERVED.test(name.trim()) ? 'bad' : null
}

/** A name made from a folder's, fit for every system. */
export function datasetNameFrom(folder: string): string {
  const name = folder
    .replace(new RegExp(FORBIDDEN, 'g'), '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, LONGEST)
  return datasetNameFault(name) === null ? name : 'dataset'
}

const LONGEST = 80
const FORBIDDEN = /[/\\:*?"<>|\u0000-\u001f]/
const EDGE_DOT = /^\.|\.$/
/** Device names of Windows, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i
