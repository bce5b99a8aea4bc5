import { byId } from '../page/element.ts'
import { sharedText } from './shared-text.ts'

const share = byId('share', HTMLButtonElement)
const dialog = byId('share-dialog', HTMLDialogElement)
const preview = byId('share-text', HTMLTextAreaElement)
const copy = byId('share-copy', HTMLButtonElement)
const problem = byId('share-problem', HTMLParagraphElement)

const PREFIX = '#text='
/** Longer links do not survive mail programs and chats. */
const MAX_LENGTH = 8000

export function showShareButton(isShown: boolean): void {
  share.hidden = !isShown
}

/** The text of a link that was opened; undefined for any other address. */
export function linkedText(hash: string): string | undefined {
  if (!hash.startsWith(PREFIX)) return undefined
  try {
    return decodeURIComponent(hash.slice(PREFIX.length))
  } catch {
    return undefined
  }
}

/** The button shows what the link will hold; a second press copies the link. */
export function startSharing(text: () => string): void {
  share.addEventListener('click', () => {
    preview.value = sharedText(text())
    const isTooLong = linkTo(preview.value).length > MAX_LENGTH
    problem.textContent = isTooLong ? 'This text is too long for a link. Shorten its body.' : ''
    copy.disabled = isTooLong
    copy.textContent = 'Copy the link'
    dialog.showModal()
  })
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(linkTo(preview.value)).then(
      () => (copy.textContent = 'Copied'),
      () => (problem.textContent = 'The browser does not allow this page to copy.'),
    )
  })
  byId('share-close', HTMLButtonElement).addEventListener('click', () => dialog.close())
}

function linkTo(text: string): string {
  return location.origin + location.pathname + PREFIX + encodeURIComponent(text)
}
