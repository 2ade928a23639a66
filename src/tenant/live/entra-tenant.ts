import { asText, type JsonObject } from "../../law/json/json-object";
import { present } from "../../text/present";
import { hidesMembers } from "../graph/directory-groups";
import { withBeta } from "../graph/policy-shape";
import { chooseCredential } from "./credential";
import { type Environment, findCloud } from "./environment";
import {
  GraphConnection,
  type GraphOptions,
  pagesOf,
  RETRY_POLICY,
  type RetryPolicy,
  withItsFields,
} from "./graph-connection";
import { groupQuestion, inGroupQuestion, policyQuestion, QUESTIONS, type Question, userQuestion } from "./questions";
import { type Answer, answerOf, isNotFound, oddAnswer, TenantError, valueIn } from "./tenant-problem";

/**
 * Gets ready to read the tenant that the environment names. Nobody has signed in yet: the first question does.
 * @throws TenantError when the environment doesn't lead to one
 */
export async function connect(environment: Environment, retryPolicy: RetryPolicy = RETRY_POLICY): Promise<EntraTenant> {
  const cloud = await findCloud(environment);
  const { credential, via, isUser } = chooseCredential(environment, cloud);
  return new EntraTenant({ graph: cloud.graph, credential, asker: { via, isUser }, retryPolicy });
}

/** Called with each page of a list: how many objects have been read so far. */
type OnPage = (count: number) => void;

const MOST_READINGS = 3;
const QUESTIONS_AT_ONCE = 8;

/** A tenant in Graph, for reading only. Each method throws a TenantError when it can't be answered. */
export class EntraTenant {
  /** Who asks, in words: `az login` or an application's way to sign in. */
  readonly account: string;
  readonly #connection: GraphConnection;

  constructor(options: GraphOptions) {
    this.#connection = new GraphConnection(options);
    this.account = options.asker.via;
  }

  /** Where Graph is, without a slash at the end. */
  get graph(): string {
    return this.#connection.origin;
  }

  /** One object; `undefined` iff Graph says that there is none. */
  async find(question: Question): Promise<JsonObject | undefined> {
    const answer = await answerOf(this.one(question));
    return isNotFound(answer) ? undefined : valueIn(answer);
  }

  async one(question: Question): Promise<JsonObject> {
    return withItsFields(await this.#connection.ask(question), question);
  }

  /** What is answered to a POST, of a method that only reads. */
  answerTo(question: Question, body: JsonObject): Promise<JsonObject> {
    return this.#connection.ask(question, undefined, body);
  }

  pages(question: Question): AsyncGenerator<readonly JsonObject[]> {
    return pagesOf(this.#connection, question);
  }

  /** A list to its last page. What isn't kept of an object goes as soon as its page is there. */
  async list(question: Question, onPage?: OnPage): Promise<readonly JsonObject[]> {
    const { kept = (item: JsonObject) => item } = question;
    const items: JsonObject[] = [];
    for await (const page of this.pages(question)) {
      for (const item of page) items.push(kept(item));
      onPage?.(items.length);
    }
    return items;
  }

  /** Lists, several at a time, in the order of the questions. @throws TenantError when one of them can't be read */
  lists(questions: readonly Question[]): Promise<readonly (readonly JsonObject[])[]> {
    return severalAtOnce(questions, (question) => this.list(question));
  }

  /** v1.0 leaves out conditions that only beta has, sometimes the whole policy, and may refuse to show it: both are asked. */
  async policy(id: string): Promise<{ readonly v1: JsonObject | undefined; readonly beta: JsonObject | undefined }> {
    const question = policyQuestion(id);
    const v1 = unlessRefused(await answerOf(this.find(question)));
    const beta = await this.find({ ...question, version: "beta", what: `the policy ${id} in /beta` });
    if (v1.kind === "failed" && beta === undefined) throw new TenantError(v1.problem);
    return { v1: v1.kind === "read" ? v1.value : undefined, beta };
  }

  policies(version: "v1.0" | "beta" = "v1.0"): Promise<readonly JsonObject[]> {
    const what = `${QUESTIONS.policies.what}${version === "beta" ? " in /beta" : ""}`;
    return this.list({ ...QUESTIONS.policies, version, what });
  }

  /** v1.0 may leave out, or refuse, what only beta has; of different moments they are read again. @throws TenantError when they stay apart */
  async policiesOfBothVersions(): Promise<readonly JsonObject[]> {
    for (let reading = 1; ; reading++) {
      const v1 = unlessRefused(await answerOf(this.policies("v1.0")));
      const inV1 = byId(v1.kind === "read" ? v1.value : []);
      const inBeta = byId(await this.policies("beta"));
      const [apart] = [...inV1].find(([id, policy]) => isOfAnotherMoment(policy, inBeta.get(id))) ?? [];
      if (apart === undefined) {
        const ids = [...new Set([...inV1.keys(), ...inBeta.keys()])];
        return present(ids.map((id) => withBeta(inV1.get(id), inBeta.get(id))?.policy));
      }
      if (reading < MOST_READINGS) continue;
      const why = `its versions v1.0 and beta show the policy ${apart} as of different moments, so that one of them is out of date`;
      throw oddAnswer(QUESTIONS.policies, why);
    }
  }

  /** People, guests and agents' accounts, counted: fewer than Graph says there are would let somebody go unseen. */
  async users(onPage?: OnPage): Promise<readonly JsonObject[]> {
    for (let reading = 1; ; reading++) {
      const users = await this.list(QUESTIONS.users, onPage);
      const counted = await answerOf(this.one(QUESTIONS.userCount));
      const due = counted.kind === "read" ? counted.value["@odata.count"] : undefined;
      if (typeof due !== "number" || users.length >= due) return users;
      // Somebody may have been deleted between the two, so once isn't enough.
      if (reading > 1)
        throw oddAnswer(QUESTIONS.users, `it says that there are ${due} of them and shows ${users.length}`);
    }
  }

  user(id: string): Promise<JsonObject | undefined> {
    return this.find(userQuestion(id));
  }

  transitiveMembers(groupId: string): Promise<readonly JsonObject[]> {
    return this.list(inGroupQuestion(groupId, "transitiveMembers"));
  }

  group(id: string): Promise<JsonObject | undefined> {
    return this.find(groupQuestion(id));
  }

  /** Groups in the order of the ids, each with its direct `members`, unless they are hidden; those that aren't there are left out. */
  async groupsWithMembers(ids: readonly string[]): Promise<readonly JsonObject[]> {
    const groups = await severalAtOnce(ids, async (id): Promise<readonly JsonObject[]> => {
      const group = await this.group(id);
      if (group === undefined) return [];
      const members = await this.list(inGroupQuestion(id, "members"));
      return [members.length === 0 && hidesMembers(group) ? group : { ...group, members }];
    });
    return groups.flat();
  }
}

/** Waits for all that are under way before it fails with the first that failed. */
async function severalAtOnce<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += QUESTIONS_AT_ONCE) {
    const answers = await Promise.all(items.slice(start, start + QUESTIONS_AT_ONCE).map((item) => answerOf(ask(item))));
    results.push(...answers.map(valueIn));
  }
  return results;
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
