import type { Fault } from "./fault";

const REPLAY = "test/cli/replay.test.ts";
const DECISIONS = "test/tenant/graph/sign-in-log/decisions.test.ts";
const NAMED = "test/audit/steps/what-is-named.test.ts";

/**
 * Typical mistakes, at least one of each kind: on the way from a finding to the exit status, several inputs instead of one, another
 * letter case, a value that is known only after deployment, a bound that is reached, before and after swapped.
 */
export const TYPICAL_MISTAKES: readonly Fault[] = [
  {
    name: "a strength that takes less than MFA now is no drift",
    file: "src/drift/judge-policy.ts",
    find: "!isOtherStrength && weakStrength(change.id, tenant)",
    put: "isOtherStrength && weakStrength(change.id, tenant)",
    tests: ["test/drift/judge-policy.test.ts"],
  },
  {
    name: "what has changed since a snapshot is no drift",
    file: "src/drift/since-snapshot.ts",
    find: "changes: [...before, ...changes]",
    put: "changes: before",
    tests: ["test/drift/changes.test.ts"],
  },
  {
    name: "a replacement is no change",
    file: "src/drift/stack.ts",
    find: '!operation.startsWith("read")',
    put: '!operation.startsWith("re")',
    tests: ["test/drift/stack.test.ts"],
  },
  {
    name: "a log that can't be read is passed over beside one that can",
    file: "src/cli/json-documents.ts",
    find: "if (!documents.ok) throw",
    put: "if (!documents.ok) return true;\n  if (!documents.ok) throw",
    tests: [REPLAY],
    only: /of several logs/,
  },
  {
    name: "no days at all are taken for some",
    file: "src/cli/commands/replay.ts",
    find: "!/^[1-9]",
    put: "!/^[0-9]",
    tests: [REPLAY],
    only: /for days/,
  },
  {
    name: "a person who joins an exempt group is looked up in the group as it was before",
    file: "src/verifier/exempt-people.ts",
    find: "exemptIn(after, exemptions);\n  const then",
    put: "exemptIn(before, exemptions);\n  const then",
    tests: ["test/cli/diff.test.ts"],
    only: /an exempt group/,
  },
  {
    name: "a block that something else can stand in for blocks all agents",
    file: "src/law/grant.ts",
    find: '(grant.operator.kind === "all" || grant.controls.length === 1)',
    put: 'grant.operator.kind !== "never"',
    tests: ["test/verifier/what-is-there.test.ts"],
    only: /agents/,
  },
  {
    name: "a step that doesn't say whether it succeeded is MFA that was done",
    file: "src/tenant/graph/sign-in-log/decisions.ts",
    find: 'step?.["succeeded"] === true',
    put: 'step?.["succeeded"] !== false',
    tests: [DECISIONS],
  },
  {
    name: "a record's policies are looked up as they are spelled",
    file: "src/tenant/graph/sign-in-log/decisions.ts",
    find: 'asText(policy?.["id"])?.toLowerCase()',
    put: 'asText(policy?.["id"])',
    tests: [DECISIONS],
  },
  {
    name: "who may make a role active is asked where a policy includes a role",
    file: "src/tenant/live/live-tenant.ts",
    find: '"excludeRoles"',
    put: '"includeRoles"',
    tests: ["test/tenant/live/eligibilities.test.ts"],
  },
  {
    name: "exempt members of a group may be shut out unsaid",
    file: "src/verifier/exemptions.ts",
    find: "[...(one.members ?? Array.from(groups.eachIn([one.id]), userId))]",
    put: "[]",
    tests: ["test/drift/meaning.test.ts"],
  },
  {
    name: "a snapshot with a page that is missing is compared with",
    file: "src/drift/since-snapshot.ts",
    find: "if (tenant.partlyKnown !== undefined)",
    put: 'if (tenant.partlyKnown !== undefined && name === "")',
    tests: ["test/tenant/file/tenant-file.test.ts"],
  },
  {
    name: "a group whose types are known only after deployment isn't public",
    file: "policies/stack/judgement/groups.ts",
    find: "asList(types) ?? [types]",
    put: "asList(types) ?? []",
    tests: ["test/policies/rules/approved-exclusions.test.ts"],
    only: /message says so/,
  },
  {
    name: "one of a group's types that is known only after deployment isn't public",
    file: "policies/stack/judgement/groups.ts",
    find: "isUnresolved(type) || (typeof type",
    put: "(typeof type",
    tests: ["test/policies/rules/approved-exclusions.test.ts"],
    only: /message says so/,
  },
  {
    name: "a membership that is hidden in another letter case is empty",
    file: "src/tenant/graph/directory-groups.ts",
    find: "asText(visibility)?.toLowerCase()",
    put: "asText(visibility)",
    tests: ["test/tenant/exports/facts.test.ts"],
    only: /its members are hidden/,
  },
  {
    name: "an id is another id in another letter case",
    file: "src/law/model/ids.ts",
    find: "export const userId = (text: string): UserId => comparableId(text) as UserId;",
    put: "export const userId = (text: string): UserId => text as UserId;",
    tests: ["test/cli/names-and-ids.test.ts"],
  },
  {
    name: "a member of a group is somebody else in another letter case",
    file: "src/program/directory.ts",
    find: "members.map((id) => id.toLowerCase())",
    put: "[...members]",
    tests: ["test/program/directory.test.ts"],
  },
  {
    name: "a policy that excludes all resources is said to exclude none",
    file: "src/audit/steps/target-resources.ts",
    find: 'const value = exclude.all ? "All" :',
    put: 'const value = exclude.all ? "None" :',
    tests: [NAMED],
  },
  {
    name: "groups of resources that a policy includes are said to be excluded",
    file: "src/audit/steps/target-resources.ts",
    find: 'namesIn(policy, "exclude")',
    put: 'namesIn(policy, "include")',
    tests: [NAMED],
  },
  {
    name: "an excluded resource that isn't understood is passed over in what is named",
    file: "src/audit/steps/target-resources.ts",
    find: "return unclear.length > 0 ? unclear : [",
    put: "void unclear; return [",
    tests: [NAMED],
  },
];
