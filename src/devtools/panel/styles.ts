const light = `--ground:#fff;--raised:#f4f6f9;--line:#d9dee6;--text:#18202b;--dim:#556171;--accent:#1d4fd7;--on-accent:#fff;
--blue:#1d4fd7;--blue-ground:#e5ecff;--amber:#7d4600;--amber-ground:#ffeed3;--red:#a8211a;--red-ground:#fde6e4;--violet:#74199b;--violet-ground:#f4e4fb;--grey:#505b69;--grey-ground:#e9ecf1;--green:#09633a;--green-ground:#dcf3e7;`
const dark = `--ground:#12161d;--raised:#1a202a;--line:#313b4a;--text:#e8ecf2;--dim:#a5b1c1;--accent:#8fb2ff;--on-accent:#0d1420;
--blue:#93b5ff;--blue-ground:#1c2b50;--amber:#ffc56d;--amber-ground:#3b2a0e;--red:#ffa198;--red-ground:#471d1a;--violet:#e0a9f6;--violet-ground:#381d46;--grey:#b6c1ce;--grey-ground:#2a323e;--green:#77daa5;--green-ground:#133625;`

const frame = `
:host{all:initial;${light}color-scheme:light;position:fixed;right:0;bottom:0;z-index:2147483000;font:13px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--text)}
@media (prefers-color-scheme:dark){:host{${dark}color-scheme:dark}}
@media print{:host{display:none}}
*{box-sizing:border-box}
[hidden]{display:none!important}
h2,h3,p,ul,dl,dd,pre{margin:0;padding:0}
ul{list-style:none}
code,pre,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:12px}
a{color:var(--accent)}
button{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:6px;padding:3px 9px;cursor:pointer}
button:hover{background:var(--raised)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
svg{width:16px;height:16px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;flex:none}
.dim{color:var(--dim)}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.toggle{position:fixed;right:16px;bottom:16px;display:flex;gap:8px;align-items:center;padding:7px 13px;border-radius:99px;font-weight:600;box-shadow:0 2px 12px #0004}
.dot{width:9px;height:9px;border-radius:50%;background:var(--grey);flex:none}
.dot[data-status=signed-in]{background:var(--green)}.dot[data-status=signed-out]{background:var(--ground);border:2px solid var(--red)}
.dot[data-status=renewing],.dot[data-status=signing-in]{background:var(--blue);animation:pulse 1s infinite alternate}
@keyframes pulse{to{opacity:.25}}
.panel{position:fixed;right:16px;bottom:16px;width:min(1060px,100vw - 32px);height:min(620px,100vh - 32px);display:grid;grid-template:auto auto auto auto minmax(0,1fr)/minmax(300px,440px) minmax(0,1fr);background:var(--ground);border:1px solid var(--line);border-radius:12px;box-shadow:0 8px 40px #0006;overflow:hidden}
.panel.out{inset:0;width:auto;height:auto;border:0;border-radius:0}
.bar{grid-column:1/-1;display:flex;gap:6px 10px;align-items:center;flex-wrap:wrap;padding:8px 12px;border-bottom:1px solid var(--line)}
.bar h2{font-size:14px;margin-right:4px}
.logins{flex:1;display:flex;gap:4px 14px;flex-wrap:wrap;min-width:0}
.state{display:flex;gap:6px;align-items:center;white-space:nowrap}
.broken{background:var(--violet-ground);color:var(--violet)}
.broken li{display:flex;gap:8px;align-items:center;flex-wrap:wrap}
.broken button{color:var(--text)}
.filters{flex-wrap:nowrap;overflow-x:auto;padding:6px 12px;gap:4px;background:var(--raised)}
.filters button{border-color:transparent;background:none;padding:2px 8px;white-space:nowrap;border-radius:99px}
.filters button[aria-pressed=true]{background:var(--accent);color:var(--on-accent)}
.lanes{display:grid;gap:4px;padding:7px 12px}
.lanes li{display:grid;grid-template-columns:124px minmax(0,1fr);gap:10px;align-items:center;font-size:12px}
.lanes .track{height:10px}
.track i.held{background:var(--blue)}
.track i.waited{background:repeating-linear-gradient(45deg,var(--dim) 0 3px,transparent 3px 6px)}
.track i.running{animation:pulse 1s infinite alternate}
`

const list = `
.list,.details{grid-row:5;min-height:0}
.list{overflow:auto;border-right:1px solid var(--line);grid-column:1}
.empty{padding:20px 24px;color:var(--dim)}
.empty strong{display:block;color:var(--text)}
.empty ul{display:grid;gap:8px;margin-top:12px}
.empty li{display:grid;grid-template-columns:28px minmax(0,1fr);gap:10px;align-items:center}
.empty .sign{grid-row:auto}
.empty code{color:var(--text)}
.panel:has(.empty:not([hidden])){height:auto}
.panel:has(.empty:not([hidden])) .list{grid-column:1/-1;border:0}
.row{display:grid;grid-template-columns:28px minmax(0,1fr);gap:1px 10px;align-items:center;width:100%;text-align:start;border:0;border-bottom:1px solid var(--line);border-radius:0;padding:8px 12px 8px 9px;border-inline-start:3px solid transparent}
.row:focus-visible{outline-offset:-2px}
.row[aria-current=true]{background:var(--raised);border-inline-start-color:var(--accent)}
.sign{width:28px;height:28px;border-radius:7px;display:grid;place-items:center;grid-row:span 3;color:var(--tone);background:var(--tone-ground)}
.line{display:flex;gap:7px;align-items:baseline;min-width:0;white-space:nowrap}
.line:has(.track){align-items:center}
.line>.end{flex:1;overflow:hidden;text-overflow:ellipsis;min-width:0}
.what{color:var(--tone,inherit);font-weight:600}
.codes{grid-column:2;font-size:12px;color:var(--dim);overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.sign{align-self:start}
.tone{color:var(--tone);font-weight:600}
.aside{text-align:end;color:var(--dim);font-size:12px;white-space:nowrap}
.tags{display:flex;gap:4px;align-self:center}
.tags:empty{display:none}
.tag{border-radius:4px;padding:0 5px;font-size:11px;line-height:17px;background:var(--grey-ground);color:var(--grey);white-space:nowrap}
.tag.tip{background:var(--amber-ground);color:var(--amber)}
.moment{padding-block:4px}
.moment .sign{grid-row:auto;height:20px;background:none}
.k-reauthenticate,.k-span{--tone:var(--blue);--tone-ground:var(--blue-ground)}
.k-credentials-rejected{--tone:var(--amber);--tone-ground:var(--amber-ground)}
.k-forbidden,.k-signed-out,.k-bad{--tone:var(--red);--tone-ground:var(--red-ground)}
.k-third-party-key-invalid{--tone:var(--violet);--tone-ground:var(--violet-ground)}
.k-none{--tone:var(--grey);--tone-ground:var(--grey-ground)}
.k-signed-in,.k-integration-fixed,.k-good{--tone:var(--green);--tone-ground:var(--green-ground)}
.track{position:relative;display:block;height:8px;border-radius:4px;background:var(--grey-ground);overflow:hidden;min-width:40px;flex:1}
.track i{position:absolute;inset-block:0;inset-inline-start:calc(var(--from)*100%);width:max(3px,calc((var(--to) - var(--from))*100%));background:var(--blue)}
.track i.asking{background:var(--amber)}
.track.running i:last-child{animation:pulse 1s infinite alternate}
`

const details = `
.details{overflow:auto;padding:14px 16px 20px;min-width:0;overflow-wrap:anywhere}
.details>*+*{margin-top:12px}
.head{display:flex;gap:10px;align-items:start}
.head>div{flex:1;min-width:0}
.head h3{font-size:17px;line-height:1.3}
.details h4{margin:18px 0 6px;font-size:12px;color:var(--dim);font-weight:600}
dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 12px}
dt{color:var(--dim)}
.grounds li{padding:6px 10px;border-inline-start:3px solid var(--line);margin-top:6px}
.grounds li.won{border-inline-start-color:var(--tone);background:var(--raised);border-radius:0 6px 6px 0}
.grounds p+p{margin-top:1px}
.advice{border:1px solid var(--line);border-radius:8px;padding:10px 12px;margin-top:8px}
.advice h5{margin:0 0 3px;font-size:13px;color:var(--amber)}
.fix{display:flex;gap:8px;align-items:start;margin:8px 0 6px;background:var(--raised);border-radius:6px;padding:8px 8px 8px 10px}
.fix pre{flex:1;white-space:pre-wrap;min-width:0}
.fix button{padding:0 7px;font-size:12px}
.waiters{display:grid;grid-template-columns:minmax(0,1fr) minmax(90px,2fr) max-content;gap:6px 10px;align-items:center}
.waiters li{display:contents}
.waiters .path{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.legend{display:flex;gap:14px;font-size:12px;color:var(--dim)}
.legend span::before{content:"";display:inline-block;width:10px;height:10px;border-radius:3px;margin-inline-end:5px;background:var(--blue)}
.legend .asking::before{background:var(--amber)}
.back{display:none}
@media (max-width:899px){
.panel{right:0;left:0;bottom:0;width:auto;height:min(75vh,620px);border-radius:14px 14px 0 0;border-width:1px 0 0;grid-template-columns:minmax(0,1fr)}
.list{border:0}
.details{display:none;grid-area:5/1;background:var(--ground)}
.panel.chosen .details{display:block}
.panel.chosen .list{visibility:hidden;grid-area:5/1}
.back{display:inline-block;margin-inline-end:auto}
.head{flex-wrap:wrap}
.head>.sign{order:2}
.head>div{order:3;flex-basis:70%}
.bar{padding:6px 10px}
.bar h2{flex:1}
.line:has(.what){flex-wrap:wrap;row-gap:0}
.what{flex:1}
.what~.aside{order:1}
.what~.end{order:2;flex-basis:100%}
.row .sign{align-self:start}
.logins{order:9;flex-basis:100%}
}
@media (prefers-reduced-motion:reduce){*{animation:none!important}}
@media (forced-colors:active){.row[aria-current=true],.filters button[aria-pressed=true]{outline:2px solid Highlight;outline-offset:-2px}.track i,.track i.held{background:CanvasText;forced-color-adjust:none}.track i.waited{background:repeating-linear-gradient(45deg,CanvasText 0 3px,Canvas 3px 6px)}}
`

const shared = new WeakMap<Window, CSSStyleSheet>()

/**
 * One sheet for all panels of a window. A strict Content-Security-Policy allows a constructed sheet, and refuses a
 * `<style>`.
 */
export function sheet(view: Window & Partial<Pick<typeof globalThis, 'CSSStyleSheet'>> = window): CSSStyleSheet {
  const known = shared.get(view)
  if (known !== undefined) return known
  const made = new (view.CSSStyleSheet ?? CSSStyleSheet)()
  made.replaceSync(frame + list + details)
  shared.set(view, made)
  return made
}
