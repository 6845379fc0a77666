import { isAbsolute, resolve } from 'node:path'

interface Start {
  readonly argv: readonly string[]
  /** Whether the program is Electron itself, whose first argument is the app's folder. */
  readonly defaultApp: boolean
  readonly appPath: string
  readonly workingFolder: string
}

/** What a start of Postil was asked to open, as absolute paths that perhaps are not there. */
export interface Named {
  readonly folder: string | null
  /** A file of layers, as a double-click on one names it. */
  readonly bundle: string | null
}

/**
 * The folder and the bundle named on the command line: of the arguments that are no switches, after the app's own folder
 * where the app is started as `electron . …`, the first that ends in `.postil` and the first that does not.
 */
export function namedArguments({ argv, defaultApp, appPath, workingFolder }: Start): Named {
  const rest = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'))
  const own = defaultApp ? rest.findIndex((argument) => resolve(workingFolder, argument) === appPath) : -1
  const named = rest.slice(defaultApp ? Math.max(own, 0) + 1 : 0)
  const absolute = (path: string | undefined) => {
    if (path === undefined) return null
    return isAbsolute(path) ? path : resolve(workingFolder, path)
  }
  return {
    folder: absolute(named.find((path) => !isBundlePath(path))),
    bundle: absolute(named.find(isBundlePath)),
  }
}

export function isBundlePath(path: string): boolean {
  return /\.postil$/i.test(path)
}
