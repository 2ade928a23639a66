import assert from "node:assert/strict";
import { nothingFound } from "../../src/drift/drift-report";
import { meaningOf } from "../../src/drift/meaning";
import { aPolicy } from "../verifier/builders/a-tenant";

const ANN = "aaaaaaaa-0000-4000-8000-000000000001";
const GROUP = "cccccccc-0000-4000-8000-000000000001";
const users = [{ id: ANN, userPrincipalName: "ann@contoso.example", userType: "Member" }];

describe("what drift means", () => {
  const coded = aPolicy({ conditions: { users: { includeUsers: ["All"], excludeGroups: [GROUP] } } });
  const opened = (now: readonly object[]) => {
    const change = {
      kind: "object",
      found: "changed",
      list: "policies",
      id: "",
      displayName: undefined,
      fields: [],
    } as const;
    const changes = [{ ...change, undo: () => ({ users, policies: [coded] }) }];
    const report = { ...nothingFound("dev"), since: { file: "", changes, notComparable: [] } };
    const read = meaningOf(report, { users, policies: now }, [], []);
    assert.equal(read.kind, "read");
    return read.kind === "read" ? read.value.together.opened : [];
  };

  it("is nothing where the tenant is as coded, whoever is in a group that isn't known", () => {
    assert.deepEqual(opened([coded]), []);
  });

  it("is that somebody gets in who may have been stopped, where they are excluded beside a group that isn't known", () => {
    const now = {
      ...coded,
      conditions: {
        ...(coded["conditions"] as object),
        users: { includeUsers: ["All"], excludeGroups: [GROUP], excludeUsers: [ANN] },
      },
    };
    assert.deepEqual(
      opened([now]).map(({ people, hangsOn }) => [people, hangsOn]),
      [[[ANN], [{ kind: "group", id: GROUP, holds: false, policies: 1 }]]],
    );
  });

  it("is that everybody gets in where the policy is gone", () => {
    assert.deepEqual(
      opened([]).map(({ people, certain }) => [people, certain]),
      [
        [[], true],
        [[ANN], false],
      ],
    );
  });
});
