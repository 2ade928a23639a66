import { EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";

export type Level = "advisory" | "mandatory" | "remediate" | "disabled";

export function convertLevel(level: number): Level {
  switch (level) {
    case EnforcementLevel.ADVISORY:
      return "advisory";
    case EnforcementLevel.DISABLED:
      return "disabled";
    case EnforcementLevel.REMEDIATE:
      return "remediate";
    default:
      return "mandatory";
  }
}
