/** A suggestion that is a file name on every system; the other word when nothing of it can be one. */
export function fileName(name: string, otherwise: string): string {
  const plain = name.replaceAll(/[\u0000-\u001F\u007F<>:"/|?*\\]+/g, '-').replace(/^\.+|[. ]+$/g, '')
  return plain.slice(0, 100) || otherwise
}
