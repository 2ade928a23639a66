import type { Fault } from "./fault";

const FIRST_DEPLOYMENT = "test/engine/program/first-deployment.main.test.ts";
const LOCK_OUT = "test/engine/program/lock-out.main.test.ts";
/** Decides each labelled tenant. */
const CASES = "test/cli/prove.test.ts";

/** A second reading of Entra's rules, written apart from the first. */
const ORACLE = "test/verifier/second-opinion.test.ts";
const EVALUATOR_AGAINST_PROVER = "test/verifier/enumeration.test.ts";

/** One for each promise of the product, and for each thing that a test stands on. */
export const FAULTS: readonly Fault[] = [
  // The program and its guards
  {
    name: "the policy isn't protected",
    file: "index.ts",
    find: "{ protect: true }",
    put: "{}",
    tests: [FIRST_DEPLOYMENT],
    only: /creates the one policy|refuses to destroy/,
  },
  {
    name: "a bare preview doesn't refresh",
    file: "Pulumi.yaml",
    find: "options:\n  refresh: always\n",
    put: "",
    tests: [FIRST_DEPLOYMENT],
    only: /creates the one policy|with a bare preview/,
  },
  {
    name: "the policy is about browsers only",
    file: "src/program/policy-arguments.ts",
    find: 'clientAppTypes: ["all"]',
    put: 'clientAppTypes: ["browser"]',
    tests: ["test/program/policy-arguments.test.ts"],
  },
  {
    name: "one break-glass account is enough",
    file: "src/program/lock-out.ts",
    find: "ENOUGH_BREAK_GLASS = 2",
    put: "ENOUGH_BREAK_GLASS = 1",
    tests: ["test/program/lock-out.test.ts"],
  },
  {
    name: "the guard against accounts that are gone always passes",
    file: "src/program/lock-out.ts",
    find: 'return [{ code: "account-gone", entry }];',
    put: "return [];",
    tests: ["test/program/lock-out.test.ts"],
  },
  {
    name: "a disabled break-glass account counts as live",
    file: "src/program/directory.ts",
    find: 'accountEnabled ? "live-user" : "disabled-user"',
    put: '"live-user"',
    tests: [LOCK_OUT],
    only: /account is disabled|two live/,
  },
  {
    name: "the guards also stop the way back to report-only",
    file: "src/program/plan.ts",
    find: "if (enforced && rendered.length > 0)",
    put: "if (rendered.length > 0)",
    tests: [LOCK_OUT],
    only: /two live|back to report-only/,
  },
  {
    name: "a misspelt setting is passed over",
    file: "src/program/read-settings.ts",
    find: "const errors: SettingError[] = unknownKeys(source);",
    put: "const errors: SettingError[] = []; void unknownKeys;",
    tests: ["test/program/read-settings.test.ts"],
  },
  {
    name: "a refusal formats its stack",
    file: "src/program/prepare-deployment.ts",
    find: "delete error.stack;",
    put: "",
    tests: ["test/program/refusal.test.ts"],
  },

  // The register
  {
    name: "the register's loader accepts everything",
    file: "src/text/result.ts",
    find: "return first === undefined ? { ok: true, value: value() } : { ok: false, errors: [first, ...rest] };",
    put: "void [first, rest]; return { ok: true, value: value() };",
    tests: ["test/adapters/register/read-register.test.ts"],
  },
  {
    name: "an overdue exclusion still exempts",
    file: "src/cli/register.ts",
    find: "register.entries.filter((entry) => !unreviewed.has(entry))",
    put: "register.entries",
    tests: ["test/cli/prove.test.ts", "test/cli/verdicts.test.ts"],
  },
  {
    name: "foreign text reaches the terminal as it is",
    file: "src/text/printable.ts",
    find: 'character === "\\t" ? "\\\\t" :',
    put: 'character !== "" ? character :',
    tests: ["test/adapters/register/register-messages.test.ts"],
  },

  // The verifier
  {
    name: "the law forgets exclusions of users",
    file: "src/verifier/law/users.ts",
    find: 'every([named("include"), not(named("exclude"))])',
    put: 'every([named("include"), not("no")])',
    tests: [CASES, ORACLE, EVALUATOR_AGAINST_PROVER],
  },
  {
    name: "each location that is included reads as all",
    file: "src/verifier/law/places.ts",
    find: 'const included = listsNetwork(condition.include, "include", network, tenant);',
    put: "const included = truthOf(condition.include.ids.size >= 0);",
    tests: [ORACLE, "test/verifier/law/locations.test.ts"],
  },
  {
    name: "AllTrusted overlooks what is trusted without showing",
    file: "src/verifier/law/places.ts",
    find: "    truthOf(network.trustedElsewhere),\n",
    put: "",
    tests: [ORACLE, "test/verifier/law/locations.test.ts"],
  },
  {
    name: "the prover skips a dimension",
    file: "src/verifier/search/dimension.ts",
    find: '  listed("authenticationFlow", AUTHENTICATION_FLOWS, (policy, value) => meets(policy.flows, value)),\n',
    put: "",
    tests: [CASES, ORACLE, EVALUATOR_AGAINST_PROVER],
  },
  {
    name: "report-only counts as enforced",
    file: "src/verifier/law/grant.ts",
    find: 'truthOf(enforcement.kind === "enforced")',
    put: 'truthOf(enforcement.kind !== "off")',
    tests: [CASES, ORACLE],
  },
  {
    name: "a compliant device in place of MFA is taken for MFA",
    file: "src/verifier/law/grant.ts",
    find: "every(grant.controls.map(controlForcesMfa))",
    put: "some(grant.controls.map(controlForcesMfa))",
    tests: [CASES, ORACLE],
  },
  {
    name: "a strength that a password satisfies is taken for MFA",
    file: "src/verifier/law/grant.ts",
    find: 'combination.every(isKnownMethod) ? "no" : "unclear"',
    put: '"yes"',
    tests: ["test/verifier/law/strengths.test.ts"],
  },
  {
    name: "what isn't understood is proved",
    file: "src/verifier/prove.ts",
    find: 'open.length === 0 && bounds.length === 0 ? "proved" : "unknown"',
    put: '"proved"',
    tests: [EVALUATOR_AGAINST_PROVER, "test/cli/verdicts.test.ts"],
  },
  {
    name: "azmfa prove always ends with 0",
    file: "src/cli/commands/prove.ts",
    find: 'return verdict.kind === "proved" ? 0 : 1;',
    put: "return 0;",
    tests: ["test/cli/prove.test.ts", "test/cli/verdicts.test.ts", "test/cli/process.test.ts"],
  },

  // The policy pack
  {
    name: "the pack's rule finds nothing in the stack",
    file: "policies/rules/no-mfa-bypass.ts",
    find: 'const unproved = guarantee.filter(({ judgement }) => judgement.verdict.kind !== "proved");',
    put: "const unproved = guarantee.filter(() => false);",
    tests: ["test/policies/**/*.test.ts"],
  },
  {
    name: "a rule of the pack that breaks lets everything pass",
    file: "policies/crossguard/policy.ts",
    find: "report(`this rule broke",
    put: "String(`this rule broke",
    tests: ["test/policies/**/*.test.ts", "test/engine/policies/traps.test.ts"],
    only: /a rule that breaks/,
  },
  {
    name: "the pack's rejections are advice",
    file: "policies/settings/configuration.ts",
    find: 'const LEVEL = "mandatory";',
    put: 'const LEVEL = "advisory";',
    tests: ["test/engine/policies/pack.main.test.ts"],
    only: /stops a weakened one/,
  },

  // Drift
  {
    name: "the drift check compares nothing",
    file: "src/drift/policy/judge-policy.ts",
    find: "const found = findDifferences(tenant, code);",
    put: "const found = findDifferences(code, code);",
    tests: ["test/drift/**/*.test.ts"],
  },
  {
    name: "the drift check asks Graph nothing and believes the code",
    file: "src/cli/drift/check-drift.ts",
    find: "for (const policy of deployed) policies.push(await comparePolicy(tenant, policy, preview));",
    put: "void [comparePolicy, deployed];",
    tests: ["test/engine/drift/drift.main.test.ts"],
    only: /finds none after a deployment|the engine is blind for/,
  },
  {
    name: "a failed preview is no drift",
    file: "src/drift/drift-report.ts",
    find: 'if (report.comparedWith === "deployment") return 2;',
    put: 'if (report.comparedWith === "deployment") return 0;',
    tests: ["test/engine/drift/drift.main.test.ts"],
    only: /after a failed preview/,
  },
  {
    name: "members added to an excluded group aren't drift",
    file: "src/drift/exclusions.ts",
    find: "members.filter(({ id }) => !listed.has(id))",
    put: "members.filter(({ id }) => id === undefined)",
    tests: ["test/drift/exclusions.test.ts"],
  },

  // The sandbox, which the other tests stand on
  {
    name: "the stand-in drops a field",
    file: "sandbox/provider/plugin/resources/policy-to-graph.ts",
    find: 'excludeGroups: textsOf(users, "excludedGroups")',
    put: "excludeGroups: []",
    tests: ["test/sandbox/provider/recordings.test.ts"],
  },
  {
    name: "the stand-in imports what isn't there",
    file: "sandbox/provider/plugin/service.ts",
    find: 'if (found.id === "") return response;',
    put: "",
    tests: ["test/engine/program/adoption.test.ts"],
  },
  {
    name: "the tenant ignores a change",
    file: "sandbox/tenant/routes/policies.ts",
    find: "store.change({ policies: replaced(data.policies, policy) });",
    put: "void [replaced, policy];",
    tests: ["test/sandbox/tenant/policies.test.ts"],
  },
  {
    name: "the tenant enforces a policy under security defaults",
    file: "sandbox/tenant/policy/validate.ts",
    find: 'data.securityDefaults["isEnabled"] === true',
    put: "data.securityDefaults === undefined",
    tests: ["test/sandbox/tenant/policy-errors.test.ts"],
  },
  {
    name: "the tenant asks for no role",
    file: "sandbox/tenant/http/answer.ts",
    find: "if (!satisfies(roles, route.needs)) throw forbidden(path);",
    put: "void [satisfies, forbidden];",
    tests: ["test/sandbox/tenant/login.test.ts"],
  },
  {
    name: "files with secrets can be read by everybody",
    file: "sandbox/tenant/store/write-private-file.ts",
    find: 'openSync(file, "wx", 0o600)',
    put: 'openSync(file, "wx", 0o644)',
    tests: ["test/sandbox/tenant/persistence.test.ts", "test/sandbox/tenant/open-tenant.test.ts"],
  },
  {
    name: "a killed up is not recovered",
    file: "sandbox/session/recovery.ts",
    find: "if (id !== undefined) ids.set(resource.urn, id);",
    put: "",
    tests: ["test/engine/sandbox/killed-up.test.ts"],
    only: /right after the tenant/,
  },

  // The checks themselves
  {
    name: "a failed test doesn't fail the run",
    file: "scripts/checks/finish.ts",
    find: "process.exitCode = failed > 0 || passed === 0 ? 1 : 0;",
    put: "process.exitCode = 0;",
    tests: ["test/scripts/finish.test.ts"],
  },
  {
    name: "a run that broke counts as passed",
    file: "scripts/checks/count.ts",
    find: "failing === 0 && !succeeded ? 1 : failing",
    put: "failing",
    tests: ["test/scripts/count.test.ts"],
  },
];
