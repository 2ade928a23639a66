/**
 * Loaded by every run of mocha (`require` in .mocharc.json). Whatever tests speak to listens on this machine, also where
 * the machine's settings send everything to a proxy. What tests start inherits this.
 */
for (const name of ["NO_PROXY", "no_proxy"]) {
  const others = process.env[name] ?? "";
  process.env[name] = [...(others === "" ? [] : [others]), "localhost", "127.0.0.1"].join(",");
}
