import { isAbsolute, resolve } from 'node:path'

interface Start {
  readonly argv: readonly string[]
  /** Whether the program is Electron itself, whose first argument is the app's folder. */
  readonly defaultApp: boolean
  readonly appPath: string
  readonly workingFolder: string
}

/**
 * The folder named on the command line as an absolute path, or null: the first argument that is not a switch, after the
 * app's own folder where the app is started as `electron . FOLDER`.
 */
export function folderArgument({ argv, defaultApp, appPath, workingFolder }: Start): string | null {
  const rest = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'))
  const own = defaultApp ? rest.findIndex((argument) => resolve(workingFolder, argument) === appPath) : -1
  const folder = rest[defaultApp ? Math.max(own, 0) + 1 : 0]
  if (folder === undefined) return null
  return isAbsolute(folder) ? folder : resolve(workingFolder, folder)
}
