import { execFileSync } from 'node:child_process';

/**
 * A network of its own for one test: hosts in network namespaces, joined by virtual cables to a bridge in a namespace
 * of the network. Nothing in it reaches the machine or the world. Needs root, iproute2 and iptables.
 */

const PREFIX = 'lanline';

/** What a limited host may send at once, in bytes: more than it may send between two ticks of the kernel's clock. */
const BURST_BYTES = 256 * 1024;

/** Runs a command to its end; throws with what it said when it fails. */
const run = (command: string, ...args: readonly string[]) =>
  execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export interface Host {
  /** The namespace: `ip netns exec <namespace>` runs a command on the host. */
  readonly namespace: string;
  readonly address: string;
}

export class LabNetwork {
  readonly #id = `${PREFIX}-${process.pid}`;
  readonly #namespaces: string[] = [];
  readonly #switch: string;

  constructor() {
    removeStaleNamespaces();
    this.#switch = this.#addNamespace('switch');
    this.#onSwitch('sysctl', '-q', '-w', 'net.ipv4.ip_forward=1');
    for (const subnet of [1, 2]) {
      this.#onSwitch('ip', 'link', 'add', bridgeOf(subnet), 'type', 'bridge');
      this.#onSwitch('ip', 'address', 'add', `${gatewayOf(subnet)}/24`, 'dev', bridgeOf(subnet));
      this.#onSwitch('ip', 'link', 'set', bridgeOf(subnet), 'up');
    }
  }

  /** A host in one of the two subnets, which a router joins. `gateway: false` leaves it without a default route. */
  addHost(name: string, { subnet = 1, gateway = true } = {}): Host {
    const namespace = this.#addNamespace(name);
    const address = `10.77.${subnet}.${10 + this.#namespaces.length}`;
    // The name of an interface has 15 characters at most.
    const port = `port${this.#namespaces.length}`;
    run('ip', '-n', this.#switch, 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace);
    this.#onSwitch('ip', 'link', 'set', port, 'master', bridgeOf(subnet), 'up');
    onHost(namespace, 'ip', 'address', 'add', `${address}/24`, 'dev', 'eth0');
    onHost(namespace, 'ip', 'link', 'set', 'eth0', 'up');
    if (gateway) onHost(namespace, 'ip', 'route', 'add', 'default', 'via', gatewayOf(subnet));
    return { namespace, address };
  }

  /** As access points do that let no multicast through: names that end in `.local` are not found. */
  blockMulticast(host: Host): void {
    onHost(host.namespace, 'iptables', '-A', 'OUTPUT', '-p', 'udp', '-d', '224.0.0.0/4', '-j', 'DROP');
    onHost(host.namespace, 'ip6tables', '-A', 'OUTPUT', '-p', 'udp', '-d', 'ff00::/8', '-j', 'DROP');
  }

  /** Whoever is in the first subnet is seen at the router's address by everybody in the second one. */
  translateAddresses(): void {
    this.#onSwitch('iptables', '-t', 'nat', '-A', 'POSTROUTING', '-o', bridgeOf(2), '-j', 'MASQUERADE');
  }

  /** No UDP reaches the host. */
  blockUdp(host: Host): void {
    onHost(host.namespace, 'iptables', '-A', 'INPUT', '-p', 'udp', '-j', 'DROP');
  }

  /** No UDP passes between the two, as where a network keeps its guests apart. */
  blockUdpBetween(one: Host, other: Host): void {
    const drop = (from: Host) => ['-A', 'INPUT', '-p', 'udp', '-s', from.address, '-j', 'DROP'];
    onHost(one.namespace, 'iptables', ...drop(other));
    onHost(other.namespace, 'iptables', ...drop(one));
  }

  /** Drops every packet between the two, both ways, until {@link join}. */
  part(one: Host, other: Host): void {
    this.#dropBetween('-A', one, other);
  }

  join(one: Host, other: Host): void {
    this.#dropBetween('-D', one, other);
  }

  /** Lets the host send no more than so many bytes a second, until {@link unlimit}. */
  limit(host: Host, bytesPerSecond: number): void {
    const shape = ['rate', `${bytesPerSecond * 8}bit`, 'burst', `${BURST_BYTES}b`, 'latency', '50ms'];
    onHost(host.namespace, 'tc', 'qdisc', 'add', 'dev', 'eth0', 'root', 'tbf', ...shape);
  }

  unlimit(host: Host): void {
    onHost(host.namespace, 'tc', 'qdisc', 'delete', 'dev', 'eth0', 'root');
  }

  /** What has come to the host over its cable so far, in bytes. */
  bytesReceivedBy({ namespace }: Host): number {
    return Number(onHost(namespace, 'cat', '/sys/class/net/eth0/statistics/rx_bytes'));
  }

  /** Processes on its hosts must have ended. */
  close(): void {
    for (const namespace of this.#namespaces) run('ip', 'netns', 'delete', namespace);
  }

  #addNamespace(name: string): string {
    const namespace = `${this.#id}-${name}`;
    run('ip', 'netns', 'add', namespace);
    this.#namespaces.push(namespace);
    onHost(namespace, 'ip', 'link', 'set', 'lo', 'up');
    return namespace;
  }

  #dropBetween(change: '-A' | '-D', one: Host, other: Host): void {
    onHost(one.namespace, 'iptables', change, 'INPUT', '-s', other.address, '-j', 'DROP');
    onHost(one.namespace, 'iptables', change, 'OUTPUT', '-d', other.address, '-j', 'DROP');
  }

  #onSwitch(command: string, ...args: readonly string[]): void {
    onHost(this.#switch, command, ...args);
  }
}

const bridgeOf = (subnet: number) => `bridge${subnet}`;
const gatewayOf = (subnet: number) => `10.77.${subnet}.1`;

const onHost = (namespace: string, command: string, ...args: readonly string[]) =>
  run('ip', 'netns', 'exec', namespace, command, ...args);

/** Those of test runs that were killed. */
function removeStaleNamespaces(): void {
  for (const { name } of JSON.parse(run('ip', '-json', 'netns', 'list') || '[]') as { name: string }[]) {
    const [prefix, pid] = name.split('-');
    if (prefix === PREFIX && !isRunning(Number(pid))) run('ip', 'netns', 'delete', name);
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
