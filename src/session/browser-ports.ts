import { addEnginePorts } from './engine-ports.js'
import { earlyPorts, type Ports } from './ports.js'

/** The browser's own. Without a document or a worker (a server, node) there are no tabs. */
export function browserPorts(): Ports {
  return addEnginePorts(earlyPorts())
}
