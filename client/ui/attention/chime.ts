/** The two notes, in Hz, and when each begins, in s. */
const NOTES = [
  { hertz: 659.26, at: 0 },
  { hertz: 880, at: 0.11 },
] as const;

const NOTE_S = 0.32;

/** How loud, from 0 to 1: to be heard beside somebody's work, not over it. */
const GAIN = 0.06;

/** Two short notes, made by the browser itself (Web Audio API, W3C). */
export class Chime {
  #context: AudioContext | undefined;

  /** Browsers let a page sound once somebody has used it: the first touch or key makes it ready. Call it once. */
  prepareOnGesture(page: Pick<EventTarget, 'addEventListener'>): void {
    const prepare = () => {
      this.#context ??= createContext();
    };
    for (const gesture of ['pointerdown', 'keydown']) page.addEventListener(gesture, prepare, { once: true });
  }

  /** Nothing is heard where the browser does not allow it: the title and the icon tell the same. */
  async play(): Promise<void> {
    const context = this.#context;
    if (context === undefined) return;
    await context.resume();
    const ends = NOTES.map(({ hertz, at }) => playNote(context, hertz, context.currentTime + at));
    await Promise.all(ends);
    // A running context costs power while it is silent.
    await context.suspend();
  }
}

function createContext(): AudioContext {
  const context = new AudioContext();
  void context.suspend();
  return context;
}

/** Answers when it has faded away. */
function playNote(context: AudioContext, hertz: number, at: number): Promise<unknown> {
  const [tone, volume] = [new OscillatorNode(context, { frequency: hertz }), new GainNode(context, { gain: 0 })];
  volume.gain.setValueAtTime(GAIN, at);
  volume.gain.exponentialRampToValueAtTime(GAIN / 100, at + NOTE_S);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_S);
  return new Promise((ended) => tone.addEventListener('ended', ended, { once: true }));
}
