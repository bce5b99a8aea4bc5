import { makeFail } from '../client/fail.ts'
import { byId } from './element.ts'

/** EXAMPLE ONLY: these buttons make requests fail at the server. A real app has none of them. */
export function startDebugControls(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-control]')) {
    button.addEventListener('click', () => void press(button))
  }
}

async function press(button: HTMLButtonElement): Promise<void> {
  button.removeAttribute('data-pressed')
  const key = await makeFail(button.dataset.control ?? '')
  if (key !== undefined) byId('meteo-key', HTMLInputElement).value = key
  button.dataset.pressed = 'true'
  const output = button.closest('.card')?.querySelector('output')
  if (output) {
    output.textContent =
      key === undefined
        ? `Done: ${button.textContent.toLowerCase()}. Now ask again.`
        : 'Done: the new key is in the field.'
  }
}
