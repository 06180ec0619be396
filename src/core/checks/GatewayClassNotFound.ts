import { some } from "../notes/wording.ts";
import { isRefusal } from "../topology/backing.ts";
import { gatewayClassOf } from "../topology/gateway-class.ts";
import { meantInstead } from "../topology/namesakes.ts";
import { defineCheck, undecided } from "./check.ts";

/** Without the class no controller knows that the Gateway is meant for it. */
export const GatewayClassNotFound = defineCheck({
  code: "GatewayClassNotFound",
  severity: "error",
  title: "A Gateway names a GatewayClass that does not exist",
  about: ["Gateway"],
  reads: ["GatewayClass"],
  run: (gateway, snapshot) => {
    const lookup = gatewayClassOf(snapshot, gateway);
    const name = gateway.spec.gatewayClassName ?? "";
    const path = "spec.gatewayClassName";
    if (lookup.state === "unknown" && isRefusal(lookup.because)) {
      return [{ path, detail: `It is not known whether GatewayClass ${name} exists.`, fix: ["kubectl get gatewayclasses"], unknown: undecided(lookup.because) }];
    }
    if (lookup.state !== "missing") return [];
    const classes = snapshot.objects.GatewayClass.map((one) => one.metadata.name ?? "");
    return [{
      path,
      detail: name === "" ? "The Gateway names no class." : `There is no GatewayClass ${name}.${meantInstead(snapshot, "GatewayClass", "", name)}`,
      fix: [
        classes.length === 0 ? "Install a Gateway API implementation; it brings its GatewayClass or says how to write one." : `Set ${path} to a class that exists (${some(classes, 5)}), or create GatewayClass ${name}.`,
        "kubectl get gatewayclasses",
      ],
    }];
  },
});
