import type { Judgement } from "../judgement";
export interface Look {
  readonly colour: boolean;
  readonly width: number;
  readonly whatIf: boolean;
  readonly otherDay: string | undefined;
}
export function renderVerdict(j: Judgement, _look: Look): string {
  return `${j.verdict.kind} ${j.file}\n`;
}
