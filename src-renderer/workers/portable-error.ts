/** An error on its way between threads, with the names that say what the storage met. */
export interface PortableError {
  readonly name: string
  readonly message: string
  readonly inner: PortableError | null
}

export function portable(error: unknown): PortableError {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), inner: null }
  const inner = 'inner' in error && error.inner ? portable(error.inner) : null
  return { name: error.name, message: error.message, inner }
}

export function revived({ name, message, inner }: PortableError): Error {
  const error = new Error(message)
  return Object.assign(error, { name, inner: inner ? revived(inner) : null })
}
