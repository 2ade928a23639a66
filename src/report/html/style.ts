/** How the page looks: light and dark, on a phone, on a desk and on paper. Nothing is fetched. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#f6f7f9;--card:#fff;--ink:#17202b;--soft:#505c6b;--line:#d9dee5;--accent:#0b5cad;
--good:#116329;--good-bg:#e3f4e7;--bad:#a40e26;--bad-bg:#fde8ea;--warn:#7a4d00;--warn-bg:#fff2d1;--none:#505c6b;--none-bg:#eceff3}
@media (prefers-color-scheme:dark){:root{--bg:#0f141a;--card:#18202a;--ink:#e8edf3;--soft:#a9b5c3;--line:#303b48;--accent:#7cb8ff;
--good:#7ee2a0;--good-bg:#123020;--bad:#ff9aa6;--bad-bg:#411a20;--warn:#ffd27a;--warn-bg:#3a2c0d;--none:#a9b5c3;--none-bg:#26303c}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;overflow-wrap:anywhere;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.skip{position:absolute;left:-999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:2}
.wrap{max-width:70rem;margin:0 auto;padding:1.25rem 1rem 4rem}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
h1{font-size:1rem;font-weight:600;margin:0;color:var(--soft);letter-spacing:.01em}
h2{font-size:1.35rem;line-height:1.25;margin:2.75rem 0 .35rem}
h3{font-size:1.02rem;margin:0}
p{margin:.35rem 0}.lead{color:var(--soft);max-width:48rem;margin-bottom:1rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.25rem}
.verdict{border-left:10px solid var(--none);padding:1.4rem 1.5rem}
.verdict.good{border-left-color:var(--good)}.verdict.bad{border-left-color:var(--bad)}.verdict.warn{border-left-color:var(--warn)}
.headline{font-size:clamp(1.75rem,5vw,2.6rem);line-height:1.1;font-weight:750;margin:.3rem 0 .6rem;letter-spacing:-.015em}
.good .headline{color:var(--good)}.bad .headline{color:var(--bad)}.warn .headline{color:var(--warn)}
.verdict .sentence{font-size:1.12rem;max-width:52rem}
dl.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1.1rem 0 0;padding-top:.9rem;border-top:1px solid var(--line)}
dl.facts div{min-width:8rem}dl.facts dt{font-size:.8rem;color:var(--soft)}dl.facts dd{margin:0;font-weight:600;overflow-wrap:anywhere}
ul.numbers{list-style:none;display:grid;grid-template-columns:repeat(auto-fit,minmax(9.5rem,1fr));gap:.75rem;margin:1rem 0 0;padding:0}
ul.numbers li{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.8rem 1rem}
ul.numbers b{display:block;font-size:1.9rem;line-height:1.1;font-variant-numeric:tabular-nums}
ul.numbers .bad b{color:var(--bad)}ul.numbers .warn b{color:var(--warn)}ul.numbers .good b{color:var(--good)}
nav.toc{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;margin:1.25rem 0 0;font-size:.95rem}
.tag{display:inline-block;font-size:.82rem;font-weight:650;border-radius:999px;padding:.12rem .6rem;color:var(--none);background:var(--none-bg)}
.tag.good{color:var(--good);background:var(--good-bg)}.tag.bad{color:var(--bad);background:var(--bad-bg)}.tag.warn{color:var(--warn);background:var(--warn-bg)}
.scroll{overflow-x:auto;border:1px solid var(--line);border-radius:12px;background:var(--card)}
table{border-collapse:collapse;width:100%;font-size:.93rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .8rem;border-bottom:1px solid var(--line)}
tbody tr:last-child>*{border-bottom:0}
thead th{font-size:.82rem;color:var(--soft);font-weight:600}
.entries{margin:.6rem 0 0}.entries div{display:grid;grid-template-columns:5.5rem 1fr;margin:.3rem 0}.entries dt{color:var(--soft)}.entries dd{margin:0;grid-column:2}
.way{margin:.8rem 0;border-left:6px solid var(--bad)}.way.warn{border-left-color:var(--warn)}.way.good{border-left-color:var(--good)}
.way:target{outline:3px solid var(--accent);outline-offset:2px}
.step{background:var(--card);border:1px solid var(--line);border-radius:10px;margin:.5rem 0}
.step>summary{display:grid;grid-template-columns:2.2rem 8.2rem 1fr;gap:.35rem;align-items:baseline;padding:.7rem 1rem;cursor:pointer;list-style:none;border-radius:10px}
.step>summary::-webkit-details-marker{display:none}
.step>summary .n{color:var(--soft);font-variant-numeric:tabular-nums}
.step>summary .t{font-weight:650}.step>summary .t small{display:block;font-weight:400;color:var(--soft);font-size:.88rem}
.step>summary:has(.n:empty){grid-template-columns:8.2rem 1fr}.step>summary .n:empty{display:none}
.step>div{padding:0 1rem 1rem 1rem}
.todo{margin:.5rem 0;padding:.55rem .9rem;border-radius:8px;background:var(--none-bg)}
.todo li{margin:.2rem 0}.todo ul{margin:.2rem 0;padding-left:1.2rem}
table{table-layout:fixed;min-width:30rem}table.exclusions{min-width:66rem}table small{color:var(--soft);font-size:.86em;font-weight:400}
.evidence th:nth-child(1){width:36%}.evidence th:nth-child(2){width:24%}
.policies th:nth-child(1){width:40%}.frameworks thead th:nth-child(-n+2){width:21%}
.exclusions th:nth-child(1){width:16%}.exclusions th:nth-child(2){width:14%}.exclusions th:nth-child(4){width:19%}.exclusions th:nth-child(n+5){width:12%}
.evidence{margin-top:.6rem}.evidence td,.evidence th{padding:.35rem .6rem;overflow-wrap:anywhere}
code{font:.86em ui-monospace,SFMono-Regular,Consolas,monospace;overflow-wrap:anywhere;color:var(--soft)}pre{margin:0;padding:.7rem 1rem;font:.86rem/1.5 ui-monospace,SFMono-Regular,Consolas,monospace}pre.copy{white-space:pre-wrap;overflow-wrap:anywhere}
ul.plain{padding-left:1.2rem}ul.plain li{margin:.25rem 0}ul.plain li:has(dl){margin:.9rem 0}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.88rem}
@media (max-width:40rem){.wrap{padding:1rem .75rem 3rem}.verdict{padding:1.1rem}.step>summary{grid-template-columns:1.6rem 1fr}.step>summary .t{grid-column:1/-1}
dl.facts{gap:.6rem 1.2rem}ul.numbers{grid-template-columns:1fr 1fr}
table{min-width:20rem;font-size:.84rem}th,td{padding:.35rem .45rem}.evidence th:nth-child(1){width:33%}.evidence th:nth-child(2){width:27%}h2{margin-top:2.2rem}}
@media (forced-colors:active){.tag{border:1px solid}}
@media print{details::details-content{content-visibility:visible;height:auto}
@page{margin:13mm 12mm 15mm;@bottom-left{content:"MFA for Azure management";font:8pt system-ui,sans-serif;color:#444}@bottom-right{content:counter(page) " of " counter(pages);font:8pt system-ui,sans-serif;color:#444}}
:root{color-scheme:light;--bg:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--good:#116329;--good-bg:#fff;--bad:#a40e26;--bad-bg:#fff;--warn:#7a4d00;--warn-bg:#fff;--none:#444;--none-bg:#fff}
html{font-size:13px}body{font-size:9.5pt;line-height:1.4}.way:target{outline:0}.wrap{max-width:none;padding:0}nav.toc,.skip{display:none}a{color:inherit}summary{list-style:none}
.card{padding:.7rem .9rem}.headline{font-size:20pt}.lead{max-width:none}h2{margin-top:1.6rem}footer{margin-top:1.2rem}
ul.numbers{grid-template-columns:repeat(5,1fr);gap:.4rem}ul.numbers li{padding:.5rem .6rem}ul.numbers b{font-size:16pt}
.card,.step,.scroll{box-decoration-break:clone;-webkit-box-decoration-break:clone}
.card,.step,tr,li,dl.facts{break-inside:avoid}.way:has(tbody tr:nth-child(9)),.step:has(tbody tr:nth-child(9)){break-inside:auto}
h2,h3,.lead,summary,thead,.todo{break-after:avoid}tbody tr:nth-child(-n+2){break-before:avoid}tbody tr:last-child:not(:first-child){break-before:avoid}
.scroll{overflow:visible}pre{white-space:pre-wrap}.scroll table{min-width:0;font-size:8.5pt}th,td,.evidence td,.evidence th{padding:.25rem .5rem}.step{margin:.35rem 0}.step>summary{padding:.45rem .8rem}.tag{font-size:.75rem}.step>div{padding:0 .8rem .7rem}
table .tag{font-size:7pt;padding:.05rem .4rem}thead th{font-size:8pt}
.tag{border:1px solid currentColor}.tag.bad{border-width:2.5px}.tag.warn{border-style:dashed}}
`;
