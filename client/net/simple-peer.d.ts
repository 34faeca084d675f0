/** The part of simple-peer 9 that Lanline uses. The published types would bring Node's types into the browser's code. */
declare module 'simple-peer' {
  interface Options {
    readonly initiator: boolean;
    readonly channelConfig: RTCDataChannelInit;
    readonly config: RTCConfiguration;
    readonly objectMode: boolean;
    readonly trickle: boolean;
  }

  interface Events {
    signal: unknown;
    iceStateChange: RTCIceConnectionState;
    connect: undefined;
    data: unknown;
    error: Error;
    close: undefined;
  }

  export default class Peer {
    static readonly WEBRTC_SUPPORT: boolean;
    constructor(options: Options);
    /** Undocumented, and the only way to a second data channel. Undefined when the browser refused `config`, null once destroyed. */
    readonly _pc: RTCPeerConnection | null | undefined;
    readonly connected: boolean;
    readonly destroyed: boolean;
    readonly bufferSize: number;
    on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): this;
    /** Throws when destroyed. */
    signal(signal: unknown): void;
    /** Undocumented: makes a new offer, or asks the initiator for one. Throws when destroyed. */
    negotiate(): void;
    /** Throws when not connected. */
    send(data: string): void;
    destroy(error?: Error): void;
  }
}
