import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The internet sockets that a process and all its children hold now, as `local > remote` addresses (Linux only). */
export function socketsBelow(pid: number): string[] {
  const held = new Set(familyOf(pid).flatMap(socketInodes))
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    rowsOf(table)
      .filter((row) => held.has(row.inode))
      .map(shown),
  )
}

interface Row {
  readonly table: string
  readonly local: string
  readonly remote: string
  readonly inode: string
}

function shown({ table, local, remote }: Row): string {
  return `${table} ${local} > ${remote}`
}

function rowsOf(table: string): Row[] {
  const lines = readFileSync(`/proc/net/${table}`, 'utf8').trim().split('\n').slice(1)
  return lines.map((line) => {
    const [, local = '', remote = '', , , , , , , inode = ''] = line.trim().split(/\s+/)
    return { table, local, remote, inode }
  })
}

function familyOf(pid: number): number[] {
  const parents = new Map<number, number>()
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const stat = read(`/proc/${name}/stat`)
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (stat !== '') parents.set(Number(name), parent)
  }
  const family = [pid]
  for (const member of family)
    for (const [child, parent] of parents) if (parent === member && !family.includes(child)) family.push(child)
  return family
}

function socketInodes(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const match = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${fd}`))
      return match?.[1] ?? []
    })
  } catch {
    return []
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
