import type { IsoDate } from "../../text/iso-date";
import type { Judgement } from "../../words/judgement";
import type { Audit } from "../audit";

/** An audit with the verdict that it is about: what every format renders. */
export interface AuditReport {
  readonly judgement: Judgement;
  readonly audit: Audit;
  /** The day in question, when it isn't today. */
  readonly otherDay: IsoDate | undefined;
}
