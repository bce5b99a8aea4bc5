const light = `--ground:#fff;--text:#18202b;--dim:#505b69;--blue:#1d4fd7;--amber:#7d4600;--red:#a8211a;--violet:#74199b;--green:#09633a;`
const dark = `--ground:#12161d;--text:#e8ecf2;--dim:#a5b1c1;--blue:#93b5ff;--amber:#ffc56d;--red:#ffa198;--violet:#e0a9f6;--green:#77daa5;`

const frame = `
:host{all:initial;${light}--raised:color-mix(in srgb,var(--dim) 7%,var(--ground));--line:color-mix(in srgb,var(--dim) 25%,var(--ground));color-scheme:light;position:fixed;right:0;bottom:0;z-index:2147483000;font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--text)}
@media (prefers-color-scheme:dark){:host{${dark}color-scheme:dark}}
@media print{:host{display:none}}
*{box-sizing:border-box;margin:0;padding:0}
[hidden]{display:none!important}
ul,ol{list-style:none}
code,pre,.mono{font-family:ui-monospace,Consolas,monospace;font-size:12px}
a{color:var(--blue)}
button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:8px;padding:3px 8px;cursor:pointer}
button:hover{background:var(--raised)}
:focus-visible{outline:2px solid var(--blue);outline-offset:1px}
svg{width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;flex:none}
.dim{color:var(--dim)}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.toggle{position:fixed;right:16px;bottom:16px;display:flex;gap:8px;align-items:center;padding:8px 12px;border-radius:99px;font-weight:600;box-shadow:0 2px 12px #0006}
.dot{width:9px;height:9px;border-radius:50%;background:var(--dim);flex:none}
.dot[data-status=signed-in]{background:var(--green)}.dot[data-status=signed-out]{background:var(--ground);border:2px solid var(--red)}
.dot[data-status*=ing]{background:var(--blue)}
.dot[data-status*=ing],.track i.running,.running i:last-child{animation:pulse 1s infinite alternate}
@keyframes pulse{to{opacity:.25}}
.panel{position:fixed;right:16px;bottom:16px;width:min(1060px,100vw - 32px);height:min(620px,100vh - 32px);display:grid;grid-template:auto auto auto auto minmax(0,1fr)/minmax(300px,440px) minmax(0,1fr);background:var(--ground);border:1px solid var(--line);border-radius:8px;box-shadow:0 2px 40px #0006;overflow:hidden}
.panel.out{inset:0;width:auto;height:auto}
.bar{grid-column:1/-1;display:flex;gap:8px;align-items:center;flex-wrap:wrap;padding:8px 12px;border-bottom:1px solid var(--line)}
.bar h2{font-size:inherit}
.logins{flex:1;display:flex;gap:4px 12px;flex-wrap:wrap;min-width:0}
.state{display:flex;gap:8px;align-items:center;white-space:nowrap}
.broken li{display:flex;gap:8px;align-items:center;flex-wrap:wrap}
.broken button{color:var(--text)}
.broken a{display:flex;align-items:center;min-height:24px}
.filters{flex-wrap:nowrap;overflow-x:auto;padding:8px 12px;gap:4px;background:var(--raised)}
.filters button{border-color:transparent;background:none;padding:3px 8px;white-space:nowrap;border-radius:99px}
.filters button[aria-pressed=true]{background:var(--blue);color:var(--ground)}
.lanes{display:grid;gap:4px;padding:8px 12px}
.lanes li{display:grid;grid-template-columns:124px minmax(0,1fr);gap:8px;align-items:center;font-size:12px}
.track i.waited{background:repeating-linear-gradient(45deg,var(--dim) 0 3px,transparent 3px 6px)}
`

const list = `
.list,.details{grid-row:5;min-height:0}
.list{overflow:auto;border-right:1px solid var(--line);grid-column:1}
.empty{padding:16px;color:var(--dim)}
.empty strong{display:block}
.empty :is(strong,code){color:var(--text)}
.empty ul{display:grid;gap:8px;margin-top:12px}
.empty li{display:grid;grid-template-columns:28px minmax(0,1fr);gap:0 8px;align-items:center}
.panel:has(.empty:not([hidden])){height:auto}
.panel:has(.empty:not([hidden])) .list{grid-column:1/-1;border:0}
.row{display:grid;grid-template-columns:28px minmax(0,1fr);gap:0 8px;align-items:center;width:100%;text-align:start;border:0;border-bottom:1px solid var(--line);border-radius:0;padding:8px 12px;border-inline-start:3px solid transparent}
.row:focus-visible{outline-offset:-2px}
.row[aria-current=true]{background:var(--raised);border-inline-start-color:var(--blue)}
.sign{width:28px;height:28px;border-radius:8px;display:grid;place-items:center;grid-row:span 3}
.line{display:flex;gap:8px;align-items:baseline;min-width:0;white-space:nowrap}
.line:has(.track){align-items:center}
.line>.end{flex:1;overflow:hidden;text-overflow:ellipsis;min-width:0}
.what{color:var(--tone,inherit);font-weight:600}
.codes{grid-column:2;font-size:12px;color:var(--dim);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.sign{align-self:start}
.tone{color:var(--tone);font-weight:600}
.aside{text-align:end;color:var(--dim);font-size:12px;white-space:nowrap}
.tags{display:flex;gap:4px;align-self:center}
.tags:empty{display:none}
.tag{border-radius:4px;padding:0 5px;font-size:11px;line-height:1.5;white-space:nowrap}
.moment{padding-block:4px}
.moment .sign{grid-row:auto;height:20px;background:none}
.k-reauthenticate,.k-span{--tone:var(--blue)}
.k-credentials-rejected,.tip{--tone:var(--amber)}
.k-forbidden,.k-signed-out,.k-bad{--tone:var(--red)}
.k-third-party-key-invalid,.broken{--tone:var(--violet)}
.k-none,.tag:not(.tip){--tone:var(--dim)}
.k-signed-in,.k-integration-fixed,.k-good{--tone:var(--green)}
.sign,.broken,.tag,.track{color:var(--tone);background:color-mix(in srgb,var(--tone) 13%,var(--ground))}
.track{position:relative;display:block;height:8px;border-radius:4px;--tone:var(--dim);overflow:hidden;min-width:40px;flex:1}
.track i{position:absolute;inset-block:0;inset-inline-start:calc(var(--from)*100%);width:max(3px,calc((var(--to) - var(--from))*100%));background:var(--blue)}
.track i.asking{background:var(--amber)}
`

/** The branches are borders: they keep their widths and dashes in forced colours. */
const tree = `
.tree{--line-of:solid var(--dim);--width:1px}
.tree .taken{--line-of:solid var(--tone);--width:3px}
.tree :is(.lost,.note){--line-of:dashed var(--dim)}
.root{display:inline-block;border:1px solid var(--dim);border-radius:8px;padding:3px 8px;font-weight:600}
.tree ol{padding-inline-start:16px}
.tree ol li{position:relative;padding:12px 0 0 26px}
.tree li li::before,.tree li li:not(:last-child)::after,.leaf::before{content:"";position:absolute;inset:0 auto auto 0;width:24px;height:30px;border:var(--line-of);border-width:0 0 var(--width) var(--width)}
.tree li li::before{border-end-start-radius:8px}
.tree li li:not(:last-child)::after{height:auto;bottom:0;border:solid var(--dim);border-width:0 0 0 1px}
.saw{border:var(--line-of);border-width:max(1px,var(--width) - 1px);border-radius:8px;padding:3px 8px}
.leaf{display:flex;gap:8px;position:relative;margin:7px 0 0 30px}
.leaf::before{inset:-7px auto auto -14px;width:10px;height:18px}
.leaf svg{margin-top:1px}
.taken .leaf{color:var(--tone);font-weight:600}
`

const details = `
.details{overflow:auto;padding:16px;min-width:0;overflow-wrap:anywhere}
.details>*+*{margin-top:12px}
.head{display:flex;gap:8px;align-items:start}
.head>div{flex:1;min-width:0}
.head h3{font-size:17px;line-height:1.3}
.details h4{margin:16px 0 8px;font-size:12px;color:var(--dim);font-weight:600}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:4px 12px}
dt{color:var(--dim)}
.advice{border:1px solid var(--line);border-radius:8px;padding:8px 12px;margin-top:8px}
.advice h5{font-size:13px;color:var(--amber)}
.fix{display:flex;gap:8px;align-items:start;margin:8px 0;background:var(--raised);border-radius:8px;padding:8px 12px}
.fix pre{flex:1;white-space:pre-wrap;min-width:0}
.fix button{padding:3px 8px;font-size:12px}
.advice p>a:only-child{display:inline-flex;align-items:center;min-height:24px}
.waiters{display:grid;grid-template-columns:minmax(0,1fr) minmax(90px,2fr) max-content;gap:8px;align-items:center}
.waiters li{display:contents}
.waiters .path{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.legend{display:flex;gap:12px;font-size:12px;color:var(--dim)}
.legend span{border-inline-start:10px solid var(--blue);padding-inline-start:6px;line-height:1}
.legend .asking{border-color:var(--amber)}
.back{display:none}
@media (max-width:899px){
.panel{right:0;left:0;bottom:0;width:auto;height:min(max(75vh,500px),100vh - 16px,620px);border-radius:8px 8px 0 0;border-width:1px 0 0;grid-template-columns:minmax(0,1fr)}
.list{border:0}
.details{display:none;grid-area:5/1;background:var(--ground)}
.panel.chosen .details{display:block}
.panel.chosen .list{visibility:hidden;grid-area:5/1}
.panel.chosen :is(.broken,.filters,.lanes){display:none}
.back{display:inline-block;grid-column:1/3;justify-self:start}
.head{display:grid;grid-template-columns:28px minmax(0,1fr) auto}
.head>.sign{grid-row:2}
.head>div{grid-area:2/2/auto/-1}
.head>:last-child{grid-area:1/3}
.bar h2{flex:1}
.line:has(.what){flex-wrap:wrap;row-gap:0}
.what{flex:1}
.what~.aside{order:1}
.what~.end{order:2;flex-basis:100%}
.logins{order:9;flex-basis:100%}
}
@media (max-width:479px){
.bar{column-gap:5px}
.bar>button{padding-inline:7px}
.broken li{flex-wrap:nowrap;flex:1}
.broken li>span{flex:1}
.broken button{white-space:nowrap}
.what{white-space:normal}
.waiters{grid-template-columns:minmax(0,1fr) max-content}
.waiters .path{grid-column:1/-1;margin-bottom:-6px}
.tree ol{padding:0}
.leaf{margin-inline-start:20px}
}
@media (pointer:coarse){button,.broken a,.advice p>a:only-child{min-height:44px;min-width:44px}}
@media (prefers-reduced-motion:reduce){*{animation:none!important}}
@media (forced-colors:active){.row[aria-current=true],.filters button[aria-pressed=true]{outline:2px solid Highlight;outline-offset:-2px}.track i,.dot{background:CanvasText;forced-color-adjust:none}.track i.waited{background:repeating-linear-gradient(45deg,CanvasText 0 3px,Canvas 3px 6px)}}
`

const shared = new WeakMap<Document, CSSStyleSheet>()

/**
 * One sheet for all panels of a document; a window that is loaded anew has another one. A strict Content-Security-Policy
 * allows a constructed sheet, and refuses a `<style>`.
 */
export function sheet(page: Document): CSSStyleSheet {
  const known = shared.get(page)
  if (known !== undefined) return known
  const made = new (page.defaultView ?? globalThis).CSSStyleSheet()
  made.replaceSync(frame + list + tree + details)
  shared.set(page, made)
  return made
}
