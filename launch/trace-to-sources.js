const { SourceMap } = require("node:module");
const { dirname, resolve } = require("node:path");

/**
 * Makes stack traces name the lines of the sources. It reads the map when the first stack trace is needed, which is rare. Node's
 * `--enable-source-maps` would read it at each start.
 * @param {string} bundle
 * @param {() => string} map its source map
 */
function traceTo(bundle, map) {
  /** @type {SourceMap | undefined} */
  let read;
  /** @param {NodeJS.CallSite} site */
  const inSources = (site) => {
    const text = String(site);
    const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
    if (site.getFileName() !== bundle || line === null || column === null) return text;
    read ??= new SourceMap(JSON.parse(map()));
    const entry = read.findEntry(line - 1, column - 1);
    if (!("originalSource" in entry)) return text;
    const source = resolve(dirname(bundle), entry.originalSource);
    return text.replace(
      `${bundle}:${line}:${column}`,
      `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`,
    );
  };
  Error.prepareStackTrace = (error, sites) =>
    [headOf(error), ...sites.map((site) => `    at ${inSources(site)}`)].join("\n");
}

/** @param {Error} error */
function headOf(error) {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "an error without a message";
  }
}

module.exports = { traceTo };
