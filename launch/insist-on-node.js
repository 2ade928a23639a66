// Any version of Node can run this file, and runs it first: it uses no syntax and no function newer than Node 12. The built
// packages contain it as well.

/**
 * Ends the program with status 2 and a message iff the package doesn't support this version of Node.
 * @param {{ name: string, engines: { node: string } }} manifest the package's package.json
 */
function insistOnNode({ name, engines }) {
  const { node } = process.versions;
  if (isAmong(node, engines.node)) return;
  process.stderr.write(`error: ${name} needs Node ${inWords(engines.node)}; this is Node ${node}\n`);
  process.exit(2);
}

/**
 * Whether a version is in a range.
 * @param {string} version
 * @param {string} range parts `^a.b` and `>=a.b`, separated by `||`
 */
function isAmong(version, range) {
  return range.split("||").some((part) => fits(version, part.trim()));
}

/**
 * @param {string} version
 * @param {string} part `^a.b` or `>=a.b`
 */
function fits(version, part) {
  const found = /^(\^|>=)(\d+)(?:\.(\d+))?$/.exec(part);
  if (found === null) throw new Error(`engines.node has to be made of ^a.b and >=a.b, and not of ${part}`);
  const [, sign, major, minor = 0] = found;
  const [isMajor, isMinor] = version.split(".").map(Number);
  if (isMajor === Number(major)) return Number(isMinor) >= Number(minor);
  return sign === ">=" && Number(isMajor) > Number(major);
}

/** @param {string} range `^20.19 || >=22.12` becomes `20.19 or a later 20, or 22.12 or later` */
function inWords(range) {
  return range
    .replace(/\^((\d+)[\d.]*)/g, "$1 or a later $2")
    .replace(/>=([\d.]+)/g, "$1 or later")
    .replace(/\s*\|\|\s*/g, ", or ");
}

module.exports = { insistOnNode, isAmong };
