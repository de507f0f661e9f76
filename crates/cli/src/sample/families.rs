//! The families of the sample's matrix, in the style of a hypervisor project.

/// One family a line: `path > leaf > values`. The path `-` is none. Values are separated by
/// commas; one that holds `|` stands for each of its words, crossed with all others.
pub(super) const FAMILIES: &str = "\
- > build-and-publish-tee-confidential-unencrypted-image
build-kata-static-tarball-amd64 > build-asset > agent|agent-ctl|cloud-hypervisor, test
build-kata-static-tarball-amd64 > build-asset > cloud-hypervisor-glibc|coco-guest-components, test
build-kata-static-tarball-amd64 > build-asset > firecracker|genpolicy|kata-ctl|kata-manager, test
build-kata-static-tarball-amd64 > build-asset > kernel|kernel-confidential|kernel-nvidia-gpu, test
build-kata-static-tarball-amd64 > build-asset > nydus|ovmf|ovmf-sev|pause-image|qemu, test
build-kata-static-tarball-amd64 > build-asset > qemu-snp-experimental|stratovirt, test
build-kata-static-tarball-amd64 > build-asset > trace-forwarder|virtiofsd, test
build-kata-static-tarball-amd64 > build-asset-rootfs > rootfs-image|rootfs-image-confidential
build-kata-static-tarball-amd64 > build-asset-rootfs > rootfs-image-mariner|rootfs-initrd
build-kata-static-tarball-amd64 > build-asset-shim-v2
build-kata-static-tarball-amd64 > create-kata-tarball
build-kata-static-tarball-amd64 > remove-rootfs-binary-artifacts > agent|pause-image
build-kata-static-tarball-arm64 > build-asset > agent|cloud-hypervisor|firecracker|kernel|nydus
build-kata-static-tarball-arm64 > build-asset > qemu|stratovirt|virtiofsd
build-kata-static-tarball-arm64 > build-asset-rootfs > rootfs-image|rootfs-initrd
build-kata-static-tarball-arm64 > create-kata-tarball
build-kata-static-tarball-ppc64le > build-asset > agent|kernel|qemu|virtiofsd, test
build-kata-static-tarball-ppc64le > build-asset-rootfs > rootfs-initrd, test
build-kata-static-tarball-ppc64le > create-kata-tarball
build-kata-static-tarball-s390x > build-asset > agent|coco-guest-components|kernel
build-kata-static-tarball-s390x > build-asset > kernel-confidential|pause-image|qemu|virtiofsd
build-kata-static-tarball-s390x > build-asset-boot-image-se
build-kata-static-tarball-s390x > build-asset-rootfs > rootfs-image|rootfs-initrd
build-kata-static-tarball-s390x > remove-rootfs-binary-artifacts > agent
- > publish-csi-driver-amd64
publish-kata-deploy-payload-amd64 > kata-payload
publish-kata-deploy-payload-arm64 > kata-payload
publish-kata-deploy-payload-ppc64le > kata-payload
publish-kata-deploy-payload-s390x > kata-payload
run-basic-amd64-tests > run-containerd-stability > active|lts, clh|cloud-hypervisor|dragonball
run-basic-amd64-tests > run-containerd-stability > active|lts, qemu|stratovirt
run-basic-amd64-tests > run-cri-containerd > active|lts, clh|cloud-hypervisor|dragonball|qemu
run-basic-amd64-tests > run-cri-containerd > active|lts, qemu-runtime-rs|stratovirt
run-basic-amd64-tests > run-docker-tests > clh|cloud-hypervisor|dragonball|qemu
run-basic-amd64-tests > run-nerdctl-tests > clh|cloud-hypervisor|dragonball|qemu
run-basic-amd64-tests > run-nydus > active|lts, clh|dragonball|qemu|stratovirt
run-basic-amd64-tests > run-kata-agent-apis
run-basic-amd64-tests > run-runk
run-basic-amd64-tests > run-tracing
run-basic-amd64-tests > run-vfio
run-cri-containerd-tests-ppc64le > run-cri-containerd > active, qemu
run-cri-containerd-tests-s390x > run-cri-containerd > active, qemu|qemu-runtime-rs
run-k8s-tests-on-aks > run-k8s-tests > ubuntu, clh|cloud-hypervisor|dragonball|qemu, normal|small
run-k8s-tests-on-aks > run-k8s-tests > ubuntu, qemu-runtime-rs|stratovirt, normal|small
run-k8s-tests-on-aks > run-k8s-tests > cbl-mariner, clh, normal, yes
run-k8s-tests-on-aks > run-k8s-tests > cbl-mariner, clh, small, containerd|oci-distribution, yes
run-k8s-tests-on-amd64 > run-k8s-tests-amd64 > clh|cloud-hypervisor, containerd, devmapper, k3s
run-k8s-tests-on-amd64 > run-k8s-tests-amd64 > dragonball|fc|qemu, containerd, devmapper, k3s
run-k8s-tests-on-amd64 > run-k8s-tests-amd64 > qemu, crio, k0s
run-k8s-tests-on-arm64 > run-k8s-tests-on-arm64 > qemu|qemu-runtime-rs, kubeadm
run-k8s-tests-on-ppc64le > run-k8s-tests > qemu, kubeadm
run-k8s-tests-on-zvsi > run-k8s-tests > devmapper, qemu, kubeadm
run-k8s-tests-on-zvsi > run-k8s-tests > nydus, qemu-coco-dev, kubeadm
run-k8s-tests-on-zvsi > run-k8s-tests > overlayfs, qemu-runtime-rs, kubeadm
run-kata-coco-tests > run-k8s-tests-coco-nontee > qemu-coco-dev, nydus, guest-pull
run-kata-coco-tests > run-k8s-tests-coco-nontee-extensive-matrix > k0s|k3s|microk8s|rke2, qemu-coco-dev, 
run-kata-coco-tests > run-k8s-tests-coco-nontee-extensive-matrix > k0s|k3s|microk8s|rke2, qemu-coco-dev, experimental-force-guest-pull
run-kata-coco-tests > run-k8s-tests-on-sev > qemu-sev, nydus, guest-pull
run-kata-coco-tests > run-k8s-tests-on-tdx > qemu-tdx, nydus, guest-pull, baremetal-attestation
run-kata-coco-tests > run-k8s-tests-on-tdx > qemu-tdx, nydus, guest-pull, baremetal-no-attestation
run-kata-coco-tests > run-k8s-tests-sev-snp > qemu-snp, nydus, guest-pull
run-kata-deploy-tests > run-kata-deploy-tests > qemu, k0s|k3s|microk8s|rke2
run-kata-monitor-tests > run-monitor > qemu, crio
run-metrics-tests > Kata Setup
run-metrics-tests > run-metrics > clh|qemu";
