import { h } from 'vue'
import theme from 'vitepress/theme-without-fonts'
import './style.css'

const line = (name, text) => h('span', { class: name }, `${text}\n`)

const said = [
  ['why', 'token-expired'],
  ['what would fix it', 'renew, for all requests at once'],
  ['how sure', 'certain, RFC 6750'],
]

/** The first screen says what the product does by showing it: what the server sent, and what the app reads. */
const picture = () =>
  h(
    'div',
    {
      class: 'hero-exchange',
      role: 'img',
      'aria-label': 'A 401 with error="invalid_token" becomes the verdict: token expired, renew, certain',
    },
    [
      h('p', { 'aria-hidden': 'true' }, 'What the server sends'),
      h('pre', { 'aria-hidden': 'true' }, [
        line('status', '401 Unauthorized'),
        line('field', 'WWW-Authenticate: Bearer'),
        line('proof', '  error="invalid_token"'),
      ]),
      h('svg', { viewBox: '0 0 20 34', width: 20, height: 34, 'aria-hidden': 'true' }, [
        h('path', { d: 'M10 0v28M3 21l7 8 7-8' }),
      ]),
      h('p', { 'aria-hidden': 'true' }, 'What your app is told'),
      h(
        'dl',
        { 'aria-hidden': 'true' },
        said.flatMap(([term, value]) => [h('dt', term), h('dd', value)]),
      ),
    ],
  )

/** VitePress opens these by keyboard too, and closes them by pointer alone. */
function closeOnEscape({ key }) {
  if (key !== 'Escape') return
  const button = document.querySelector('.VPNavBarHamburger[aria-expanded=true], .VPFlyout > [aria-expanded=true]')
  button?.click()
  button?.focus()
}

// oxlint-disable-next-line import/no-default-export -- VitePress reads the default export
export default {
  extends: theme,
  enhanceApp: () => {
    if (typeof document !== 'undefined') document.addEventListener('keydown', closeOnEscape)
  },
  Layout: () => h(theme.Layout, undefined, { 'home-hero-image': picture }),
}
