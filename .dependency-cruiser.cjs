/** The arrows of the architecture, as checks. Each comment speaks to the person who breaks the rule. */
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      severity: "error",
      comment: "Two files that need each other are one file, or miss a third.",
      from: {},
      to: { circular: true },
    },
    {
      name: "text-needs-nothing",
      severity: "error",
      comment: "src/text is about plain text and dates; everything may use it, so it uses nothing.",
      from: { path: "^src/text/" },
      to: { pathNot: "^src/text/" },
    },
    {
      name: "law-is-the-bottom",
      severity: "error",
      comment:
        "src/law says what a tenant and a sign-in are and what Entra does with one; it knows nobody who reads, searches or reports.",
      from: { path: "^src/law/" },
      to: { path: "^src/", pathNot: "^src/(law|text)/" },
    },
    {
      name: "verifier-is-pure",
      severity: "error",
      comment:
        "src/verifier decides; it reads no file, no network, no clock, and knows no foreign shape. Move the reading to src/tenant.",
      from: { path: "^src/verifier/" },
      to: { pathNot: "^src/(verifier|law|text)/" },
    },
    {
      name: "readers-do-no-io",
      severity: "error",
      comment:
        "A reader turns a foreign shape into the model. Reading files or a live tenant is for src/tenant/file and src/tenant/live.",
      from: { path: "^src/tenant/", pathNot: "^src/tenant/(file|live)/" },
      to: { path: "^(node:|src/(audit|cli|drift|program|replay|report|tenant/(file|live))/)" },
    },
    {
      name: "words-know-no-report",
      severity: "error",
      comment:
        "src/words says people, policies, sign-ins and ways in as sentences, for every command, the pack and the program.",
      from: { path: "^src/words/" },
      to: { path: "^(src|policies|sandbox)/", pathNot: "^src/(words|verifier|law|text)/" },
    },
    {
      name: "report-knows-no-subject",
      severity: "error",
      comment:
        "src/report turns one tree into every format. A subject (audit, replay, drift) builds its own tree and knows src/report, not the other way round.",
      from: { path: "^src/report/" },
      to: { path: "^(src|policies|sandbox)/", pathNot: "^src/(report|words|verifier|law|text)/" },
    },
    {
      name: "audit-is-pure",
      severity: "error",
      comment:
        "src/audit asks the verifier, says what it found, and builds its report; it reads no file, no network, no clock.",
      from: { path: "^src/audit/" },
      to: {
        path: "^(src|node_modules)/",
        pathNot: "^src/(audit|verifier|law|text|words|report)/",
      },
    },
    {
      name: "only-cli-makes-bundles",
      severity: "error",
      comment:
        "src/bundle makes and verifies folders of evidence for the command line, and nothing stands on it but src/cli.",
      from: { path: "^(azmfa|policies|index\\.ts|component\\.ts|src/(?!bundle/|cli/))" },
      to: { path: "^src/bundle/" },
    },
    {
      name: "bundle-knows-no-command",
      severity: "error",
      comment: "src/bundle gets what it needs of a command as an argument: how to audit, and which program audits.",
      from: { path: "^src/bundle/" },
      to: { path: "^(src/(cli|drift|program|replay)/|src/tenant/live/)" },
    },
    {
      name: "only-azmfa-knows-source-and-pack",
      severity: "error",
      comment:
        "The pack and the program stand on src. What needs src and the pack, such as a command about the pack, is in azmfa/.",
      from: { path: "^src/" },
      to: { path: "^(azmfa|policies|index\\.ts|component\\.ts)" },
    },
    {
      name: "pack-knows-no-command",
      severity: "error",
      comment: "The pack has rules, and answers the engine. A command about the pack is in azmfa/.",
      from: { path: "^policies/" },
      to: { path: "^(azmfa|src/(cli|program))/" },
    },
    {
      name: "only-crossguard-knows-the-policy-sdk",
      severity: "error",
      comment:
        "Rules are pure functions of plain data. What you need of the SDK, even a type, belongs into policies/crossguard, which makes plain data of it: a value of the SDK's throws when it isn't known yet, and the rejection becomes advice.",
      from: { path: "^policies/", pathNot: "^policies/crossguard/" },
      to: { path: "node_modules/@pulumi" },
    },
    {
      name: "only-live-talks-to-a-tenant",
      severity: "error",
      comment: "Microsoft's login library, and whatever asks Graph, live in src/tenant/live alone.",
      from: { path: "^(azmfa|src|policies|index)", pathNot: "^src/tenant/live/" },
      to: { path: "node_modules/@(azure|microsoft)/" },
    },
    {
      name: "sandbox-stands-alone",
      severity: "error",
      comment: "The sandbox shares no code with the product: shared code would share mistakes.",
      from: { path: "^sandbox/" },
      to: { path: "^(azmfa|src|policies|index\\.ts|test|bench|scripts)" },
    },
    {
      name: "checker-stands-alone",
      severity: "error",
      comment:
        "check/ checks what the prover says; an import of this project or of a package would share its mistakes.",
      from: { path: "^check/" },
      to: { pathNot: "^node:|^check/", dependencyTypesNot: ["core"] },
    },
    {
      name: "oracle-stands-alone",
      severity: "error",
      comment:
        "oracle/ says what Entra does a second time, for the tests and the local tenant: what it shared with the prover would share its mistakes.",
      from: { path: "^oracle/" },
      to: { pathNot: "^oracle/" },
    },
    {
      name: "product-does-not-know-the-sandbox",
      severity: "error",
      comment: "The product must be the same with and without the sandbox and the scripts.",
      from: { path: "^(azmfa|launch|src|policies|index\\.ts|program\\.js)" },
      to: { path: "^(oracle|sandbox|test|bench|scripts)/" },
    },
    {
      name: "not-to-test",
      severity: "error",
      comment: "Nothing but a test may import a test.",
      from: { pathNot: "^test/" },
      to: { path: "^test/" },
    },
    {
      name: "not-to-dev-dependency",
      severity: "error",
      comment: "What users run may need only what users install.",
      from: { path: "^(azmfa|index\\.ts|src|policies)" },
      to: { dependencyTypes: ["npm-dev"] },
    },
    {
      name: "resolvable",
      severity: "error",
      comment: "This import leads nowhere.",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.sandbox|dist)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: [".ts", ".js", ".cjs", ".json"],
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "types", "default"],
    },
  },
};
