import type { JsonObject } from "../../law/json/json-object";
import type { Question } from "../graph/collection-row";
import { COLLECTIONS } from "../graph/collections";
import { hidesMembers } from "../graph/directory-groups";
import { chooseCredential, cloudOf, type Environment } from "./environment";
import { GraphConnection, pagesOf, RETRY_POLICY, type RetryPolicy } from "./graph-connection";
import { groupQuestion, inGroupQuestion } from "./questions";
import { answerOf, TenantError } from "./tenant-problem";

/**
 * Prepares to read the tenant that the environment names. The first request signs in.
 * @throws TenantError if the environment doesn't name one
 */
export async function connect(environment: Environment, patience: Partial<RetryPolicy> = {}): Promise<EntraTenant> {
  const cloud = cloudOf(environment);
  const chosen = chooseCredential(environment, cloud);
  return new EntraTenant({ graph: cloud.graph, ...chosen, retryPolicy: { ...RETRY_POLICY, ...patience } });
}

const GROUPS_AT_ONCE = 8;

/** A tenant in Graph, for reading only. Every method throws a TenantError if it can't be answered. */
export class EntraTenant extends GraphConnection {
  /** One object; `undefined` iff Graph says that it doesn't exist. */
  async find(question: Question): Promise<JsonObject | undefined> {
    const answer = await answerOf(this.ask(question));
    if (answer.kind === "failed" && answer.problem.code !== "notFound") throw new TenantError(answer.problem);
    return answer.kind === "read" ? answer.value : undefined;
  }

  /** A list to its last page. @param onPage called after each page with the number of objects that were read so far */
  async list(question: Question, onPage?: (count: number) => void): Promise<readonly JsonObject[]> {
    const items: JsonObject[] = [];
    for await (const page of pagesOf(this, question)) {
      items.push(...page);
      onPage?.(items.length);
    }
    return items;
  }

  /** The policies, with what only beta shows. */
  policies(): Promise<readonly JsonObject[]> {
    return this.list(COLLECTIONS.policies.question);
  }

  /** The groups with these ids, in order, each with its owners, and its direct members unless they are hidden. Groups that don't exist are left out. */
  async groupsWithMembers(ids: readonly string[]): Promise<readonly JsonObject[]> {
    const groups: JsonObject[] = [];
    for (let start = 0; start < ids.length; start += GROUPS_AT_ONCE) {
      const some = ids.slice(start, start + GROUPS_AT_ONCE).map((id) => this.#groupWithMembers(id));
      groups.push(...(await Promise.all(some)).flat());
    }
    return groups;
  }

  async #groupWithMembers(id: string): Promise<readonly JsonObject[]> {
    const group = await this.find(groupQuestion(id));
    if (group === undefined) return [];
    const members = await this.list(inGroupQuestion(id, "members"));
    const owners = await this.list(inGroupQuestion(id, "owners"));
    return [members.length === 0 && hidesMembers(group) ? { ...group, owners } : { ...group, members, owners }];
  }
}
