import type { JsonObject } from "../../law/json/json-object";
import type { Question } from "../graph/collection-row";
import { COLLECTIONS } from "../graph/collections";
import { hidesMembers } from "../graph/directory-groups";
import { chooseCredential, type Environment, findCloud } from "./environment";
import { GraphConnection, pagesOf, RETRY_POLICY, type RetryPolicy, withItsNeeds } from "./graph-connection";
import { groupQuestion, inGroupQuestion, USER_COUNT } from "./questions";
import { answerOf, unexpectedAnswer, valueIn } from "./tenant-problem";

/**
 * Prepares to read the tenant that the environment names. The first request signs in.
 * @throws TenantError if the environment doesn't name one
 */
export async function connect(environment: Environment, patience: Partial<RetryPolicy> = {}): Promise<EntraTenant> {
  const cloud = await findCloud(environment);
  const { credential, ...asker } = chooseCredential(environment, cloud);
  return new EntraTenant({ graph: cloud.graph, credential, asker, retryPolicy: { ...RETRY_POLICY, ...patience } });
}

/** Called after each page of a list with the number of objects that were read so far. */
type OnPage = (count: number) => void;

const QUESTIONS_AT_ONCE = 8;

/** A tenant in Graph, for reading only. Every method throws a TenantError if it can't be answered. */
export class EntraTenant extends GraphConnection {
  /** One object; `undefined` iff Graph says that it doesn't exist. */
  async find(question: Question): Promise<JsonObject | undefined> {
    const answer = await answerOf(this.one(question));
    return answer.kind === "failed" && answer.problem.code === "notFound" ? undefined : valueIn(answer);
  }

  /** One object, which must exist. */
  async one(question: Question): Promise<JsonObject> {
    return withItsNeeds(await this.ask(question), question);
  }

  /** A list to its last page. Fields that aren't kept are dropped page by page. */
  async list(question: Question, onPage?: OnPage): Promise<readonly JsonObject[]> {
    const { kept = (item: JsonObject) => item } = question;
    const items: JsonObject[] = [];
    for await (const page of pagesOf(this, question)) {
      for (const item of page) items.push(kept(item));
      onPage?.(items.length);
    }
    return items;
  }

  /** Lists in the order of the questions, several at a time. @throws TenantError if one of them can't be read */
  lists(questions: readonly Question[]): Promise<readonly (readonly JsonObject[])[]> {
    return severalAtOnce(questions, (question) => this.list(question));
  }

  /** The policies, with what only beta shows. */
  policies(): Promise<readonly JsonObject[]> {
    return this.list(COLLECTIONS.policies.question);
  }

  /** All users, guests and agents' accounts. They are counted, so that no user is missed. @throws TenantError if Graph counts more than it lists */
  async users(onPage?: OnPage): Promise<readonly JsonObject[]> {
    const counted = await answerOf(this.one(USER_COUNT));
    const due = counted.kind === "read" ? counted.value["@odata.count"] : undefined;
    const users = await this.list(COLLECTIONS.users.question, onPage);
    if (typeof due === "number" && users.length < due)
      throw unexpectedAnswer(COLLECTIONS.users.question, `Graph counts ${due} of them and lists ${users.length}`);
    return users;
  }

  /** The groups with these ids, in order, each with its direct `members` unless they are hidden. Groups that don't exist are left out. */
  async groupsWithMembers(ids: readonly string[]): Promise<readonly JsonObject[]> {
    const groups = await severalAtOnce(ids, async (id): Promise<readonly JsonObject[]> => {
      const group = await this.find(groupQuestion(id));
      if (group === undefined) return [];
      const members = await this.list(inGroupQuestion(id, "members"));
      return [members.length === 0 && hidesMembers(group) ? group : { ...group, members }];
    });
    return groups.flat();
  }
}

/** Asks several questions at a time. All of a batch end before this fails with the first error. */
async function severalAtOnce<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += QUESTIONS_AT_ONCE) {
    const answers = await Promise.all(items.slice(start, start + QUESTIONS_AT_ONCE).map((item) => answerOf(ask(item))));
    results.push(...answers.map(valueIn));
  }
  return results;
}
