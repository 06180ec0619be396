import type { Check } from "./check.ts";
import { AccessRestricted } from "./AccessRestricted.ts";
import { AllPodsReplacedAtOnce } from "./AllPodsReplacedAtOnce.ts";
import { AnnotationOfOtherController } from "./AnnotationOfOtherController.ts";
import { AppProtocolUnknown } from "./AppProtocolUnknown.ts";
import { BackendExternalName } from "./BackendExternalName.ts";
import { BackendNotFound } from "./BackendNotFound.ts";
import { BackendPortMissing } from "./BackendPortMissing.ts";
import { BackendPortNotFound } from "./BackendPortNotFound.ts";
import { BackendPortProtocolMismatch } from "./BackendPortProtocolMismatch.ts";
import { BackendProtocolMismatch } from "./BackendProtocolMismatch.ts";
import { BackendTLSPolicyInvalid } from "./BackendTLSPolicyInvalid.ts";
import { BackendTLSPolicyTargetNotFound } from "./BackendTLSPolicyTargetNotFound.ts";
import { CanaryWithoutMain } from "./CanaryWithoutMain.ts";
import { CertificateDoesNotCoverHostname } from "./CertificateDoesNotCoverHostname.ts";
import { CertificateExpired } from "./CertificateExpired.ts";
import { CertificateExpiring } from "./CertificateExpiring.ts";
import { CertificateRefNotPermitted } from "./CertificateRefNotPermitted.ts";
import { ClusterDNSNotUsed } from "./ClusterDNSNotUsed.ts";
import { DNSNameClaimedTwice } from "./DNSNameClaimedTwice.ts";
import { EndpointNodeNotReady } from "./EndpointNodeNotReady.ts";
import { EndpointSlicePortNotFound } from "./EndpointSlicePortNotFound.ts";
import { EndpointsTerminating } from "./EndpointsTerminating.ts";
import { EndpointsTruncated } from "./EndpointsTruncated.ts";
import { EndpointsUnmanaged } from "./EndpointsUnmanaged.ts";
import { ExtensionRefUnknown } from "./ExtensionRefUnknown.ts";
import { ExternalIPsSet } from "./ExternalIPsSet.ts";
import { ExternalNameInCluster } from "./ExternalNameInCluster.ts";
import { ExternalNameTargetInvalid } from "./ExternalNameTargetInvalid.ts";
import { ExternalTrafficPolicyLocal } from "./ExternalTrafficPolicyLocal.ts";
import { FeatureUnsupported } from "./FeatureUnsupported.ts";
import { ForceSSLRedirectBehindLoadBalancer } from "./ForceSSLRedirectBehindLoadBalancer.ts";
import { ForeignPolicyPresent } from "./ForeignPolicyPresent.ts";
import { GatewayAddressMissing } from "./GatewayAddressMissing.ts";
import { GatewayAddressPrivate } from "./GatewayAddressPrivate.ts";
import { GatewayClassNotAccepted } from "./GatewayClassNotAccepted.ts";
import { GatewayClassNotFound } from "./GatewayClassNotFound.ts";
import { GatewayClassUnserved } from "./GatewayClassUnserved.ts";
import { GatewayNotAccepted } from "./GatewayNotAccepted.ts";
import { GatewayNotFound } from "./GatewayNotFound.ts";
import { GatewayNotProgrammed } from "./GatewayNotProgrammed.ts";
import { GatewayServicePending } from "./GatewayServicePending.ts";
import { HeadlessPortNotTranslated } from "./HeadlessPortNotTranslated.ts";
import { HostNetworkExposed } from "./HostNetworkExposed.ts";
import { HostPortConflict } from "./HostPortConflict.ts";
import { HostPortExposed } from "./HostPortExposed.ts";
import { IPFamilyMismatch } from "./IPFamilyMismatch.ts";
import { IncompatibleFilters } from "./IncompatibleFilters.ts";
import { IngressBackendPortNotFound } from "./IngressBackendPortNotFound.ts";
import { IngressBackendResource } from "./IngressBackendResource.ts";
import { IngressBackendServiceNotFound } from "./IngressBackendServiceNotFound.ts";
import { IngressClassNotFound } from "./IngressClassNotFound.ts";
import { IngressControllerMissing } from "./IngressControllerMissing.ts";
import { IngressNginxRetired } from "./IngressNginxRetired.ts";
import { IngressNotReconciled } from "./IngressNotReconciled.ts";
import { IngressPathDuplicate } from "./IngressPathDuplicate.ts";
import { IngressPathTypeSurprise } from "./IngressPathTypeSurprise.ts";
import { IngressTLSHostNotInRules } from "./IngressTLSHostNotInRules.ts";
import { IngressWithoutClass } from "./IngressWithoutClass.ts";
import { IngressWithoutRules } from "./IngressWithoutRules.ts";
import { InternalOnly } from "./InternalOnly.ts";
import { InternalTrafficPolicyLocal } from "./InternalTrafficPolicyLocal.ts";
import { InvalidCertificateRef } from "./InvalidCertificateRef.ts";
import { InvalidKind } from "./InvalidKind.ts";
import { InvalidRouteKinds } from "./InvalidRouteKinds.ts";
import { LegacyIngressClassAnnotation } from "./LegacyIngressClassAnnotation.ts";
import { LegacyIngressClassConflict } from "./LegacyIngressClassConflict.ts";
import { ListenerConflicted } from "./ListenerConflicted.ts";
import { ListenerNotReady } from "./ListenerNotReady.ts";
import { ListenerPortNotOnService } from "./ListenerPortNotOnService.ts";
import { ListenerSetNotAllowed } from "./ListenerSetNotAllowed.ts";
import { ListenerSetNotFound } from "./ListenerSetNotFound.ts";
import { ListenerWithoutCertificate } from "./ListenerWithoutCertificate.ts";
import { LoadBalancerAddressPrivate } from "./LoadBalancerAddressPrivate.ts";
import { LoadBalancerClassUnknown } from "./LoadBalancerClassUnknown.ts";
import { LoadBalancerError } from "./LoadBalancerError.ts";
import { LoadBalancerIPIgnored } from "./LoadBalancerIPIgnored.ts";
import { LoadBalancerInternal } from "./LoadBalancerInternal.ts";
import { LoadBalancerPending } from "./LoadBalancerPending.ts";
import { LoadBalancerSourceRanges } from "./LoadBalancerSourceRanges.ts";
import { MeshParent } from "./MeshParent.ts";
import { NetworkPolicySelectsNoPod } from "./NetworkPolicySelectsNoPod.ts";
import { NetworkPolicySelectsPods } from "./NetworkPolicySelectsPods.ts";
import { NoBackends } from "./NoBackends.ts";
import { NoMatchingListenerHostname } from "./NoMatchingListenerHostname.ts";
import { NoMatchingParent } from "./NoMatchingParent.ts";
import { NoReadyEndpoints } from "./NoReadyEndpoints.ts";
import { NodePortOutOfRange } from "./NodePortOutOfRange.ts";
import { NodePortsDisabled } from "./NodePortsDisabled.ts";
import { NodesWithoutExternalIP } from "./NodesWithoutExternalIP.ts";
import { NotAllowedByListeners } from "./NotAllowedByListeners.ts";
import { OverlappingTLSConfig } from "./OverlappingTLSConfig.ts";
import { ParametersRefNotFound } from "./ParametersRefNotFound.ts";
import { ParentNotAccepted } from "./ParentNotAccepted.ts";
import { PartiallyInvalid } from "./PartiallyInvalid.ts";
import { PodsCrashing } from "./PodsCrashing.ts";
import { PodsPending } from "./PodsPending.ts";
import { PolicyConflict } from "./PolicyConflict.ts";
import { PortNameProtocolMismatch } from "./PortNameProtocolMismatch.ts";
import { PortProtocolMismatch } from "./PortProtocolMismatch.ts";
import { ProxyProtocolOnOneSide } from "./ProxyProtocolOnOneSide.ts";
import { PublishNotReady } from "./PublishNotReady.ts";
import { ReadinessGateUnmet } from "./ReadinessGateUnmet.ts";
import { ReadinessProbePortNotDeclared } from "./ReadinessProbePortNotDeclared.ts";
import { RefNotPermitted } from "./RefNotPermitted.ts";
import { RewriteTargetWithoutCapture } from "./RewriteTargetWithoutCapture.ts";
import { RouteNotAccepted } from "./RouteNotAccepted.ts";
import { RouteNotPickedUp } from "./RouteNotPickedUp.ts";
import { RouteRefsNotResolved } from "./RouteRefsNotResolved.ts";
import { RouteShadowed } from "./RouteShadowed.ts";
import { RouteStatusContradicts } from "./RouteStatusContradicts.ts";
import { RouteVersionNotServed } from "./RouteVersionNotServed.ts";
import { RouteWithoutParent } from "./RouteWithoutParent.ts";
import { SelectorMatchesNoPod } from "./SelectorMatchesNoPod.ts";
import { SelectorNearMiss } from "./SelectorNearMiss.ts";
import { SelectorTooBroad } from "./SelectorTooBroad.ts";
import { ServiceTerminating } from "./ServiceTerminating.ts";
import { ServiceWithoutSelector } from "./ServiceWithoutSelector.ts";
import { ServicesConflictOnPods } from "./ServicesConflictOnPods.ts";
import { SessionAffinityBehindProxy } from "./SessionAffinityBehindProxy.ts";
import { SeveralDefaultIngressClasses } from "./SeveralDefaultIngressClasses.ts";
import { SnippetAnnotation } from "./SnippetAnnotation.ts";
import { StatusStale } from "./StatusStale.ts";
import { TLSCertificateDoesNotCoverHost } from "./TLSCertificateDoesNotCoverHost.ts";
import { TLSCertificateExpired } from "./TLSCertificateExpired.ts";
import { TLSCertificateExpiring } from "./TLSCertificateExpiring.ts";
import { TLSDefaultCertificate } from "./TLSDefaultCertificate.ts";
import { TLSSecretInvalid } from "./TLSSecretInvalid.ts";
import { TLSSecretNotFound } from "./TLSSecretNotFound.ts";
import { TargetPortDefaulted } from "./TargetPortDefaulted.ts";
import { TargetPortDiffersAcrossPods } from "./TargetPortDiffersAcrossPods.ts";
import { TargetPortNameNotFound } from "./TargetPortNameNotFound.ts";
import { TargetPortNotDeclared } from "./TargetPortNotDeclared.ts";
import { WorkloadScaledToZero } from "./WorkloadScaledToZero.ts";
import { ZoneHintsLeaveGap } from "./ZoneHintsLeaveGap.ts";

/** Everything the tool can find wrong. Keep sorted by code. */
export const checks: readonly Check[] = [
  AccessRestricted,
  AllPodsReplacedAtOnce,
  AnnotationOfOtherController,
  AppProtocolUnknown,
  BackendExternalName,
  BackendNotFound,
  BackendPortMissing,
  BackendPortNotFound,
  BackendPortProtocolMismatch,
  BackendProtocolMismatch,
  BackendTLSPolicyInvalid,
  BackendTLSPolicyTargetNotFound,
  CanaryWithoutMain,
  CertificateDoesNotCoverHostname,
  CertificateExpired,
  CertificateExpiring,
  CertificateRefNotPermitted,
  ClusterDNSNotUsed,
  DNSNameClaimedTwice,
  EndpointNodeNotReady,
  EndpointSlicePortNotFound,
  EndpointsTerminating,
  EndpointsTruncated,
  EndpointsUnmanaged,
  ExtensionRefUnknown,
  ExternalIPsSet,
  ExternalNameInCluster,
  ExternalNameTargetInvalid,
  ExternalTrafficPolicyLocal,
  FeatureUnsupported,
  ForceSSLRedirectBehindLoadBalancer,
  ForeignPolicyPresent,
  GatewayAddressMissing,
  GatewayAddressPrivate,
  GatewayClassNotAccepted,
  GatewayClassNotFound,
  GatewayClassUnserved,
  GatewayNotAccepted,
  GatewayNotFound,
  GatewayNotProgrammed,
  GatewayServicePending,
  HeadlessPortNotTranslated,
  HostNetworkExposed,
  HostPortConflict,
  HostPortExposed,
  IPFamilyMismatch,
  IncompatibleFilters,
  IngressBackendPortNotFound,
  IngressBackendResource,
  IngressBackendServiceNotFound,
  IngressClassNotFound,
  IngressControllerMissing,
  IngressNginxRetired,
  IngressNotReconciled,
  IngressPathDuplicate,
  IngressPathTypeSurprise,
  IngressTLSHostNotInRules,
  IngressWithoutClass,
  IngressWithoutRules,
  InternalOnly,
  InternalTrafficPolicyLocal,
  InvalidCertificateRef,
  InvalidKind,
  InvalidRouteKinds,
  LegacyIngressClassAnnotation,
  LegacyIngressClassConflict,
  ListenerConflicted,
  ListenerNotReady,
  ListenerPortNotOnService,
  ListenerSetNotAllowed,
  ListenerSetNotFound,
  ListenerWithoutCertificate,
  LoadBalancerAddressPrivate,
  LoadBalancerClassUnknown,
  LoadBalancerError,
  LoadBalancerIPIgnored,
  LoadBalancerInternal,
  LoadBalancerPending,
  LoadBalancerSourceRanges,
  MeshParent,
  NetworkPolicySelectsNoPod,
  NetworkPolicySelectsPods,
  NoBackends,
  NoMatchingListenerHostname,
  NoMatchingParent,
  NoReadyEndpoints,
  NodePortOutOfRange,
  NodePortsDisabled,
  NodesWithoutExternalIP,
  NotAllowedByListeners,
  OverlappingTLSConfig,
  ParametersRefNotFound,
  ParentNotAccepted,
  PartiallyInvalid,
  PodsCrashing,
  PodsPending,
  PolicyConflict,
  PortNameProtocolMismatch,
  PortProtocolMismatch,
  ProxyProtocolOnOneSide,
  PublishNotReady,
  ReadinessGateUnmet,
  ReadinessProbePortNotDeclared,
  RefNotPermitted,
  RewriteTargetWithoutCapture,
  RouteNotAccepted,
  RouteNotPickedUp,
  RouteRefsNotResolved,
  RouteShadowed,
  RouteStatusContradicts,
  RouteVersionNotServed,
  RouteWithoutParent,
  SelectorMatchesNoPod,
  SelectorNearMiss,
  SelectorTooBroad,
  ServiceTerminating,
  ServiceWithoutSelector,
  ServicesConflictOnPods,
  SessionAffinityBehindProxy,
  SeveralDefaultIngressClasses,
  SnippetAnnotation,
  StatusStale,
  TLSCertificateDoesNotCoverHost,
  TLSCertificateExpired,
  TLSCertificateExpiring,
  TLSDefaultCertificate,
  TLSSecretInvalid,
  TLSSecretNotFound,
  TargetPortDefaulted,
  TargetPortDiffersAcrossPods,
  TargetPortNameNotFound,
  TargetPortNotDeclared,
  WorkloadScaledToZero,
  ZoneHintsLeaveGap,
];
