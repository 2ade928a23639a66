import { asText, type JsonObject } from "../../law/json/json-object";
import { withBeta } from "../graph/policy-versions";
import { chooseCredential } from "./credential";
import { type Environment, findCloud } from "./environment";
import { oddAnswer } from "./explain-failure";
import { RETRY_POLICY, type RetryPolicy } from "./graph-connection";
import { GraphReader, isNotFound, type Listing, valueIn } from "./graph-reader";
import { groupListQuestion, groupQuestion, policyQuestion, QUESTIONS, userQuestion } from "./questions";
import { type Answer, answerOf, TenantError } from "./tenant-problem";

/**
 * Gets ready to read the tenant that the environment names. Nobody has signed in yet: the first question does.
 * @throws TenantError when the environment doesn't lead to one
 */
export async function connect(environment: Environment, retryPolicy: RetryPolicy = RETRY_POLICY): Promise<EntraTenant> {
  const cloud = await findCloud(environment);
  const { credential, via, isUser } = chooseCredential(environment, cloud);
  return new EntraTenant({ graph: cloud.graph, credential, asker: { via, isUser }, retryPolicy });
}

/** A policy as both versions of Graph show it; a version that doesn't have it says `undefined`. */
export type PolicyInTenant = { readonly v1: JsonObject | undefined; readonly beta: JsonObject | undefined };

/** A group, and everything directly in it with `@odata.type`. */
export type GroupInTenant = { readonly group: JsonObject; readonly members: readonly JsonObject[] };

/** A change that one of Graph's servers hasn't heard of yet is there within moments. */
const MOST_READINGS = 3;

/** What takes more than one question to a tenant. Each method throws a TenantError when it can't be answered. */
export class EntraTenant extends GraphReader {
  /**
   * One Conditional Access policy. v1.0 leaves out conditions that only beta has, sometimes the whole policy, and
   * sometimes refuses to show it, so both versions are asked.
   */
  async policy(id: string): Promise<PolicyInTenant> {
    const question = policyQuestion(id);
    const v1 = unlessRefused(await answerOf(this.find(question)));
    const beta = await this.find({ ...question, version: "beta", what: `the policy ${id} in /beta` });
    if (v1.kind === "failed" && beta === undefined) throw new TenantError(v1.problem);
    return { v1: v1.kind === "read" ? v1.value : undefined, beta };
  }

  /** All Conditional Access policies, as one version of Graph shows them. */
  policies(version: "v1.0" | "beta" = "v1.0"): Promise<readonly JsonObject[]> {
    const what = `${QUESTIONS.policies.what}${version === "beta" ? " in /beta" : ""}`;
    return this.list({ ...QUESTIONS.policies, version, what });
  }

  /**
   * The policies as both versions of Graph show them: v1.0 leaves out what only beta has, and may refuse the whole list
   * where a policy has something newer in it. Where the two were read as of different moments, they are read again.
   * @throws TenantError when beta can't be read, or v1.0 can't for another reason than that; and where the two stay apart
   */
  async policiesOfBothVersions(): Promise<readonly JsonObject[]> {
    for (let reading = 1; ; reading++) {
      const v1 = unlessRefused(await answerOf(this.policies("v1.0")));
      const inV1 = byId(v1.kind === "read" ? v1.value : []);
      const inBeta = byId(await this.policies("beta"));
      const [apart] = [...inV1].find(([id, policy]) => isOfAnotherMoment(policy, inBeta.get(id))) ?? [];
      if (apart === undefined) {
        const ids = [...new Set([...inV1.keys(), ...inBeta.keys()])];
        const both = ids.map((id) => withBeta(inV1.get(id), inBeta.get(id))?.policy);
        return both.filter((policy) => policy !== undefined);
      }
      if (reading < MOST_READINGS) continue;
      const why = `its versions v1.0 and beta show the policy ${apart} as of different moments, so that one of them is out of date`;
      throw oddAnswer(QUESTIONS.policies, why);
    }
  }

  /**
   * All users, guests included, and agents' accounts with the agent that is behind each. They are counted: fewer than Graph
   * says there are would let somebody go unseen.
   */
  async users(listing?: Listing): Promise<readonly JsonObject[]> {
    for (let attempt = 0; ; attempt++) {
      const users = await this.list(QUESTIONS.users, listing);
      const counted = await answerOf(this.one(QUESTIONS.userCount));
      const due = counted.kind === "read" ? counted.value["@odata.count"] : undefined;
      if (typeof due !== "number" || users.length >= due) return users;
      // Somebody may have been deleted between the two, so once isn't enough.
      if (attempt > 0)
        throw oddAnswer(QUESTIONS.users, `it says that there are ${due} of them and shows ${users.length}`);
    }
  }

  /** One user; `undefined` iff Graph says that there is none. */
  user(id: string): Promise<JsonObject | undefined> {
    return this.find(userQuestion(id));
  }

  /** One group; `undefined` iff Graph says that there is none. */
  group(id: string): Promise<JsonObject | undefined> {
    return this.find(groupQuestion(id));
  }

  /** Everything in a group, also through other groups. */
  transitiveMembers(groupId: string): Promise<readonly JsonObject[]> {
    return this.list(groupListQuestion(groupId, "transitiveMembers"));
  }

  /**
   * Groups with their direct members, in the order of the ids, twenty questions in one request; `undefined` for one that
   * Graph says isn't there.
   */
  async groupsWithMembers(ids: readonly string[]): Promise<readonly (GroupInTenant | undefined)[]> {
    const answers = await this.answersTo(ids.map(groupQuestion));
    const present = ids.filter((_, index) => !isNotFound(answers[index]));
    const groups = await Promise.all(answers.filter((answer) => !isNotFound(answer)).map(valueIn));
    const members = await this.lists(present.map((id) => groupListQuestion(id, "members")));
    if (members.length < groups.length) throw new Error("the members of a group were not read");
    const found = new Map(groups.map((group, index) => [present[index], { group, members: members[index] ?? [] }]));
    return ids.map((id) => found.get(id));
  }
}

/** What v1.0 answers. It refuses to show what is newer than itself; any other failure is one. */
function unlessRefused<T>(v1: Answer<T>): Answer<T> {
  if (v1.kind === "failed" && v1.problem.code !== "unexpected") throw new TenantError(v1.problem);
  return v1;
}

const byId = (policies: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(policies.map((policy) => [asText(policy["id"])?.toLowerCase() ?? "", policy]));

/** Iff both say when the policy was changed, and not the same second; the versions may write fractions differently. */
function isOfAnotherMoment(v1: JsonObject, beta: JsonObject | undefined): boolean {
  const [a, b] = [Date.parse(String(v1["modifiedDateTime"])), Date.parse(String(beta?.["modifiedDateTime"]))];
  return Math.abs(a - b) >= 1000;
}
