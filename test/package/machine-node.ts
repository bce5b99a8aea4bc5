import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * The node that is installed on this machine. Scripts run on the node of `node_modules`, which is newer than the oldest that the
 * package promises to work with.
 */
export function findMachineNode(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.includes('node_modules'))
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? process.execPath
}
