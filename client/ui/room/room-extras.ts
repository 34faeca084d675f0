/** What a room has for who talks already: it comes as soon as the rest is there. Its elements stand empty until then. */
import '../composer/composer-context.ts';
import '../composer/emoji-picker.ts';
import '../conversation/message-actions.ts';
import '../conversation/typing-line.ts';
