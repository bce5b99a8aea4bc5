import { h, nextTick, onMounted, watch } from 'vue'
import { useRoute } from 'vitepress'
import NotFound from 'vitepress/dist/client/theme-default/NotFound.vue'
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

/** The list of pages is longer than a screen: the page that is open is in view. */
function showOpenPage() {
  const list = document.querySelector('.VPSidebar')
  const link = [...(list?.querySelectorAll('.VPSidebarItem.is-active > .item') ?? [])].at(-1)
  if (link === undefined) return
  const { top, bottom } = link.getBoundingClientRect()
  if (top < list.offsetTop + 64 || bottom > innerHeight) list.scrollTop += top - innerHeight / 2
}

const layout = {
  setup() {
    const route = useRoute()
    // VitePress opens the group of the page at the next tick. It is painted there, out of view, before the list scrolls to it.
    const show = () => nextTick(() => requestAnimationFrame(() => requestAnimationFrame(showOpenPage)))
    onMounted(show)
    watch(() => route.path, show)
    // VitePress gives neither its home page nor this one a landmark.
    const notFound = () => h('main', h(NotFound))
    return () => h(theme.Layout, undefined, { 'home-hero-image': picture, 'not-found': notFound })
  },
}

// oxlint-disable-next-line import/no-default-export -- VitePress reads the default export
export default {
  extends: theme,
  enhanceApp: () => {
    if (typeof document !== 'undefined') document.addEventListener('keydown', closeOnEscape)
  },
  Layout: layout,
}
