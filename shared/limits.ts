/** Every limit of the protocols in one place, with its unit and its reason. */

const KIB = 1024;
const MIB = 1024 * KIB;

// --- rooms -----------------------------------------------------------------------------------------------------

/** Room numbers run from 1 to this: four digits are said and typed quickly, the words carry the secrecy. */
export const ROOM_NUMBER_MAX = 9_999;

/** The longest room code that a tab remembers, in UTF-16 code units: four digits and two words stay well below. */
export const ROOM_CODE_LENGTH_MAX = 64;

/** How long an ended room's number is not given to somebody else, in ms: a stale link should find nobody, not strangers. */
export const ROOM_NUMBER_REST_MS = 24 * 60 * 60 * 1000;

/**
 * Members of one room at most, unless the server is told otherwise. A full mesh costs each browser a link a member: two
 * cores that play all of 24 browsers, who enter at once, have their 276 links in half a minute; those of 32 do not get there.
 */
export const ROOM_MEMBERS_MAX = 24;

/** Rooms of one server at most, unless it is told otherwise. */
export const ROOMS_MAX = 1_000;

/** How long the seat of a lost browser is kept, in s, unless the server is told otherwise: a phone in its file picker. */
export const SEAT_GRACE_S = 90;

/**
 * How long a page that went away may take to come back before the others hear that it left, in ms: it may be a reload,
 * which takes half of it. Whoever closes the page is gone from the lists within 2 s.
 */
export const RELOAD_GRACE_MS = 1_200;

// --- signaling -------------------------------------------------------------------------------------------------

/** The largest signaling event, in bytes: the longest description, with its line ends escaped, and room for the rest. */
export const SIGNALING_EVENT_BYTES_MAX = 16 * KIB;

/** The longest session description, in characters. */
export const SDP_LENGTH_MAX = 12_000;

/** The longest ICE candidate line, in characters; real ones stay under 300. */
export const CANDIDATE_LENGTH_MAX = 1_000;

/** Events that one socket may send at once. Joining a room of 32 takes 31 offers and about 10 candidates for each. */
export const SIGNALING_BURST = 600;

/** Events a second that one socket may go on sending. */
export const SIGNALING_EVENTS_PER_SECOND = 50;

/** Refused events after which a socket is closed: enough for a client that backs off, not for one that does not. */
export const SIGNALING_REFUSALS_MAX = 100;

/**
 * Frames that one connection may send at once, and a second: twice the events of a socket, since heartbeats and
 * acknowledgements are frames, too. Whoever sends more does not wait for answers, and is cut off.
 */
export const SIGNALING_FRAME_BURST = 2 * SIGNALING_BURST;
export const SIGNALING_FRAMES_PER_SECOND = 2 * SIGNALING_EVENTS_PER_SECOND;

/** What may wait to be sent to one browser, in characters: 31 calls at once, with all their candidates, take 150 KiB. */
export const SIGNALING_BACKLOG_LENGTH_MAX = 256 * KIB;

/** How long a client waits for the server's answer to an event, in ms. */
export const SIGNALING_ANSWER_TIMEOUT_MS = 8_000;

/** Events of a room that a browser keeps until it has read the answer by which it enters: a call by everybody, and more. */
export const EARLY_EVENTS_MAX = 1_000;

/**
 * How often the server asks each socket whether it is there, and how long it waits for the answer, in ms: together what
 * a pulled cable takes to be noticed, under 15 s.
 */
export const HEARTBEAT_EVERY_MS = 5_000;
export const HEARTBEAT_TIMEOUT_MS = 8_000;

/** How far the server's heap may grow beyond what was in use, in percent, before it is collected: more would cost memory, less time. */
export const HEAP_GROWTH_PERCENT = 40;

/** The first and the longest pause before a browser tries to reach the server again, in ms, and how much is left to chance. */
export const SERVER_RETRY_MIN_MS = 1_000;
export const SERVER_RETRY_MAX_MS = 3_000;
export const SERVER_RETRY_JITTER = 0.5;

/** How often the page that stands in for an unreachable server tries again, in ms: a server is up again within seconds. */
export const OFFLINE_RETRY_MS = 3_000;

/** How long a page is left alone before what it does not need yet is loaded, in ms: it is in its room by then. */
export const LATER_PARTS_DELAY_MS = 2_000;

/**
 * A server that closes sends everybody away for a random time: so many a second come back, and nobody waits for longer
 * than this, in ms.
 */
export const RETURNS_PER_SECOND = 200;
export const RETURN_SPREAD_MIN_MS = 1_000;
export const RETURN_SPREAD_MAX_MS = 60_000;

// --- rooms in Redis --------------------------------------------------------------------------------------------

/** How long Redis may take to answer, in ms: a fraction of what a browser waits for its own answer. */
export const STORE_ANSWER_TIMEOUT_MS = 2_000;

/** Commands that wait for Redis at most: a second's entries and signals of a full process, and many more. */
export const STORE_COMMANDS_WAITING_MAX = 20_000;

/** How long connecting with Redis may take, and the first and the longest pause before it is tried again, in ms. */
export const STORE_CONNECT_TIMEOUT_MS = 3_000;
export const STORE_RETRY_MIN_MS = 100;
export const STORE_RETRY_MAX_MS = 1_000;

/** How often Redis is asked whether it is there, and after how much silence it is not, in ms. */
export const STORE_PING_EVERY_MS = 2_000;
export const STORE_SILENCE_MAX_MS = 6_000;

/** How often a server process gives a sign of life, and how long that lasts, in ms: two may be lost. */
export const PROCESS_HEARTBEAT_EVERY_MS = 3_000;
export const PROCESS_ALIVE_MS = 10_000;

/** Seats that are taken in one step at most, so that Redis answers others in between. */
export const SEATS_PER_STEP_MAX = 200;

/** How long keys live that nobody prolongs, and how often they are prolonged, in ms: a number must rest as long. */
export const STORE_KEY_LIFE_MS = 2 * ROOM_NUMBER_REST_MS;
export const STORE_PROLONG_EVERY_MS = 60 * 60 * 1000;

// --- what one address may do ------------------------------------------------------------------------------------

// Many people may share an address: behind a router, or a proxy that is not trusted. An IPv6 /64 counts as one address.

/** Connections at most unless told otherwise, over all: most systems allow a process more open files than that. */
export const CONNECTIONS_MAX = 4_096;

/** Connections of one address at most: a full room that reloads takes 7 for each page, and the old ones still close. */
export const CONNECTIONS_PER_SOURCE_MAX = 512;

/** New sockets that one address may open at once, and a second: more than may enter, so that entering is what is refused. */
export const HANDSHAKE_BURST = 256;
export const HANDSHAKES_PER_SECOND = 20;

/** How often one address may enter rooms at once, and a second: a full room that reloads twice, and goes on reloading. */
export const ENTRY_BURST = 2 * ROOM_MEMBERS_MAX;
export const ENTRIES_PER_SECOND = 10;

/** Rooms that were made from one address at most: a twentieth of all, and more than one household has. */
export const ROOMS_PER_SOURCE_MAX = 50;

/** Events that one address may send at once, and a second: the 496 links of a full room take about 22 events each. */
export const SOURCE_EVENT_BURST = 12_000;
export const SOURCE_EVENTS_PER_SECOND = 1_000;

/** Addresses whose rates are counted, at most: beyond, the one that was quiet for longest is forgotten. */
export const SOURCES_MAX = 10_000;

/** How long a client may take to send the head of a request, or to finish its handshake, in ms; on a LAN it takes one. */
export const HANDSHAKE_TIMEOUT_MS = 10_000;

/** How long a request may take to arrive, in ms, and how long a connection may carry nothing. Websockets have heartbeats. */
export const REQUEST_TIMEOUT_MS = 30_000;

// --- https -----------------------------------------------------------------------------------------------------

/** How long an own certificate holds, in days: some browsers take none that holds for more than 398. */
export const CERTIFICATE_DAYS = 365;

/** How long before its end it is made anew, in days: servers are started anew now and then, and look every hour. */
export const CERTIFICATE_RENEWAL_DAYS = 30;
export const CERTIFICATE_CHECK_MS = 60 * 60 * 1000;

// --- finding each other ----------------------------------------------------------------------------------------

/** The largest STUN request that is answered, in bytes: what RFC 8489, section 6.1, allows over IPv4. */
export const STUN_REQUEST_BYTES_MAX = 548;

/** STUN requests that one address may send at once: 31 links of a few network interfaces each, for a few browsers. */
export const STUN_BURST = 600;

/** STUN requests a second that one address may go on sending: browsers ask again about every 10 s for each link. */
export const STUN_REQUESTS_PER_SECOND = 50;

/** ICE servers that a browser is told of at most; it asks each of them for each link. */
export const ICE_SERVERS_MAX = 8;

/** The longest URL of an ICE server, in characters: a host name of 253, and the rest. */
export const ICE_URL_LENGTH_MAX = 300;

/** The longest user name or credential for a TURN server, in characters: 508 bytes (RFC 8489, section 14.3). */
export const ICE_CREDENTIAL_LENGTH_MAX = 508;

/** How long a credential for a TURN server lasts when the server makes it, in seconds: a day in one room. */
export const TURN_CREDENTIAL_SECONDS = 24 * 60 * 60;

// --- links -----------------------------------------------------------------------------------------------------

/**
 * How long a link may take to connect, and then as long for its handshake, in ms. On a LAN it takes under 1 s; an
 * unreachable peer gives no event at all.
 */
export const CONNECT_TIMEOUT_MS = 15_000;

/** The pause before a link that failed is tried again, in ms: doubled each time up to the longest one. */
export const LINK_RETRY_FIRST_MS = 1_000;
export const LINK_RETRY_MAX_MS = 30_000;

/** The part of that pause that chance may take off, so that a whole room does not call in step. */
export const LINK_RETRY_JITTER = 0.25;

/** The longest message before both ends have proved themselves, in UTF-16 code units: an introduction takes about 400. */
export const HANDSHAKE_MESSAGE_LENGTH_MAX = 2_048;

/** How long a refused link is kept at most, in ms, so that the other end gets what tells it why. On a LAN it takes 10 ms. */
export const HANDSHAKE_LINGER_MS = 1_000;

/** Messages that wait while the handshake pauses at most: the key share, and the confirmation that may follow it. */
export const HANDSHAKE_MESSAGES_HELD_MAX = 2;

/**
 * Failed handshakes that one address, and a whole room, may cost a browser within a time in ms: a code has two words of
 * 1,508, and a person who mistypes does it a few times. Beyond, newcomers from there wait until the time is over.
 */
export const FAILED_HANDSHAKES_PER_ADDRESS_MAX = 5;
export const FAILED_HANDSHAKES_PER_ROOM_MAX = 30;
export const FAILED_HANDSHAKES_WINDOW_MS = 10 * 60 * 1000;

/** How long the next handshake with an address waits after one that failed, in ms: doubled with each. */
export const FAILED_HANDSHAKE_PAUSE_MS = 1_000;

/** The longest control message, in UTF-16 code units; the data channel itself would take 256 KiB. */
export const CONTROL_MESSAGE_LENGTH_MAX = 32_768;

/** Control messages that wait to be sent, in bytes at most; a peer that takes none for so long is cut off. */
export const CONTROL_BUFFER_BYTES_MAX = 4 * MIB;

/** Largest bulk message, in bytes: keeps a control round trip near 20 ms while bulk is saturated. */
export const BULK_MESSAGE_BYTES = 64 * KIB;

/** The send gate closes when this much is buffered, in bytes. More is slower in Chromium and delays chat. */
export const SEND_HIGH_WATER_BYTES = 256 * KIB;

/** The send gate opens again at this much, in bytes; half the high mark keeps the channel busy meanwhile. */
export const SEND_LOW_WATER_BYTES = 128 * KIB;

// --- people and chat -------------------------------------------------------------------------------------------

/** Longest name of a person, in code points. */
export const NAME_LENGTH_MAX = 32;

/**
 * How fast control messages of one peer may come, in UTF-16 code units: all of a history at once, and a request for each
 * piece of more than 1 GB/s. Whatever is shorter than {@link CONTROL_MESSAGE_COST_MIN} counts as that.
 */
export const CONTROL_BURST = 4 * MIB;
export const CONTROL_PER_SECOND = 256 * 1024;
export const CONTROL_MESSAGE_COST_MIN = 64;

/** How fast messages that cost more than their length may come: a signature is checked, a card or a line is shown. */
export const CHAT_RATE = { burst: 300, perSecond: 20 };
export const OFFER_RATE = { burst: 100, perSecond: 2 };
export const THUMBNAIL_RATE = { burst: 4 * OFFER_RATE.burst, perSecond: 4 * OFFER_RATE.perSecond };
export const RENAME_RATE = { burst: 20, perSecond: 0.5 };

/**
 * How often a page says that its person types, in ms, and how long it is believed without being said again. A link that
 * was stuck for a minute hands on all of it at once.
 */
export const TYPING_EVERY_MS = 3_000;
export const TYPING_BELIEVED_MS = 5_000;
export const TYPING_RATE = { burst: 40, perSecond: 1 };

/** Longest chat message, in UTF-16 code units: it fits a control message even when JSON escapes all of it. */
export const CHAT_TEXT_LENGTH_MAX = 5_000;

/** Longest text in the message field, in UTF-16 code units: it goes out as several messages. More is better sent as a file. */
export const CHAT_DRAFT_LENGTH_MAX = 20 * CHAT_TEXT_LENGTH_MAX;

/** Newest messages that the conversation keeps. */
export const CHAT_LOG_ENTRIES_MAX = 10_000;

/** Newest messages that a browser gives to somebody who has missed them: a long evening's talk. */
export const CHAT_HISTORY_MESSAGES_MAX = 1_000;

/** Authors whose keys a browser remembers while they are not linked: one for each message that it keeps. */
export const CHAT_AUTHORS_MAX = CHAT_LOG_ENTRIES_MAX;

/** What these may take as JSON in UTF-8, in bytes: all of it fits the control buffer, with room for all else. */
export const CHAT_HISTORY_BYTES_MAX = MIB;

/** Ids of messages in one control message at most: 73 characters each with a version, and the rest. */
export const CHAT_IDS_PER_MESSAGE_MAX = 440;

/** How often a message may be changed by its author; the last time it can only be deleted. */
export const CHAT_REVISIONS_MAX = 100;

/** Longest line that a quote shows of its message, in UTF-16 code units: more than fits beside a name. */
export const CHAT_QUOTE_LENGTH_MAX = 200;

/** Largest parts of a clock reading: the end of the year 9999 in ms since 1970, and what 31 bits count. */
export const CLOCK_TIME_MAX_MS = 253_402_300_799_999;
export const CLOCK_COUNTER_MAX = 2 ** 31 - 1;

/** How far ahead of the own clock a reading may be to be followed, in ms: nobody may drag the others into the far future. */
export const CLOCK_LEAD_MAX_MS = 24 * 60 * 60 * 1000;

// --- transfers -------------------------------------------------------------------------------------------------

/** The unit of request, hash and journal, in bytes. */
export const PIECE_BYTES = MIB;

/** What a receiver asks for and has not yet saved, in bytes at most: all that a crash can cost. 32 MiB costs a fifth of the speed. */
export const REQUEST_WINDOW_BYTES = 16 * MIB;

/** How often a receiver asks again for a piece that does not match its hash, before it gives the link up. */
export const PIECE_RETRIES_MAX = 3;

/** Saved pieces that a receiver names at most when it goes on: the powers of two below 2^32, and the newest. */
export const PROOF_PIECES_MAX = 33;

/** Pieces that a sender reads and hashes ahead of the wire: hides the disk, and never holds the file. */
export const READ_AHEAD_PIECES = 3;

/** How much of a file is read through one stream, in bytes: how much may be sent of a file that was changed meanwhile. */
export const FILE_STRETCH_BYTES = 16 * MIB;

/** Places in files where reading may go on at once: so many recipients, each further on or behind, are served at full speed. */
export const FILE_CURSORS_MAX = 8;

/** Buffers of sent pieces that wait to be filled again at most: one for each that is read ahead, and the one on its way. */
export const SPENT_BUFFERS_MAX = READ_AHEAD_PIECES + 1;

/** Level of Zstandard: the fastest that still makes a fifth of most logs and sources, at 200 MB/s and more. */
export const COMPRESSION_LEVEL = 1;

/** What a compressed piece may have of its length at most: for less than a tenth the receiver's work is not worth it. */
export const COMPRESSED_SHARE_MAX = 0.9;

/** Each of two samples that tell whether a piece may be worth compressing, in bytes: enough for the codec to find itself in. */
export const COMPRESSION_SAMPLE_BYTES = 16 * KIB;

/** Pieces one request names at most. */
export const PIECES_PER_REQUEST_MAX = 64;

/** Largest transfer, in bytes: piece indexes stay in 32 bits, sums in 53. */
export const TRANSFER_BYTES_MAX = 2 ** 50;

/** Files and empty folders in one transfer at most. */
export const TRANSFER_FILES_MAX = 200_000;

/** Largest encoded manifest, in bytes: 200,000 entries of 300 bytes. */
export const MANIFEST_BYTES_MAX = 64 * MIB;

/** Longest path of one file, in UTF-16 code units, and what one name in it may have in UTF-8 bytes (POSIX NAME_MAX). */
export const PATH_LENGTH_MAX = 4_096;
export const PATH_NAME_BYTES_MAX = 255;

/** Names in one path at most: bounds what checking a hostile list costs, and no real folder is so deep. */
export const PATH_DEPTH_MAX = 100;

/** Longest line of an encoded manifest, in bytes: the longest path when JSON escapes all of it, and the rest. */
export const MANIFEST_LINE_BYTES_MAX = 32 * KIB;

/** Names that an offer shows before its manifest is fetched, and the longest of them in UTF-16 code units. */
export const OFFER_NAMES_MAX = 5;
export const OFFER_NAME_LENGTH_MAX = 255;

/** Thumbnails that come with one offer at most, of the files that it names: more do not fit a card. */
export const THUMBNAILS_MAX = 4;

/** The longest edge of a thumbnail that is made, and the longest that is taken, in pixels. */
export const THUMBNAIL_EDGE = 160;
export const THUMBNAIL_SIDE_MAX = 512;

/** The largest thumbnail, in bytes, and in characters of base64: it fits a control message. One takes about 6 kB. */
export const THUMBNAIL_BYTES_MAX = 12_000;
export const THUMBNAIL_LENGTH_MAX = 4 * Math.ceil(THUMBNAIL_BYTES_MAX / 3);

/** All thumbnails of one offer, in bytes: 50 open offers of somebody hold 2 MB. */
export const THUMBNAILS_BYTES_MAX = 40_000;

/** The largest picture that the page shows, in bytes and in pixels: a browser takes 4 bytes for each of these. */
export const PICTURE_BYTES_MAX = 20_000_000;
export const PICTURE_PIXELS_MAX = 64_000_000;

/** How much of a file is read to tell whether it is a picture, in bytes: a camera writes much before the size. */
export const PICTURE_HEADER_BYTES = 256 * KIB;

/** Messages about files that one link may bring before the page has loaded what deals with them: its offers, and as many asks. */
export const EARLY_TRANSFER_MESSAGES_MAX = 200;

/** Files that other apps may share with the page at once: nobody picks more by hand, and each is kept until it is offered. */
export const SHARED_FILES_MAX = 1_000;

/** Offers of one peer that wait for an answer at most: a flood of cards helps nobody. */
export const OPEN_OFFERS_MAX = 50;

/** Requested pieces that a sender keeps queued for one link at most: an honest receiver may accept every open offer. */
export const QUEUED_PIECES_MAX = OPEN_OFFERS_MAX * (REQUEST_WINDOW_BYTES / PIECE_BYTES);

/**
 * How long after the last word about a transfer its link may break before that word is sure to have come, in ms: a dead
 * link is noticed, and closed, within less.
 */
export const LAST_WORD_DOUBT_MS = 60_000;

// --- sinks -----------------------------------------------------------------------------------------------------

/** Bytes that the IndexedDB sink gathers before it writes one blob: few enough to lose, many enough to be quick. */
export const SINK_BLOB_BYTES = 4 * MIB;

/** Bytes after which a file in the browser's own file system is flushed to disk: what a power cut may cost. */
export const OPFS_FLUSH_BYTES = 8 * MIB;

/**
 * A chosen file is made durable after so many bytes at least, and never before it has doubled: each time the browser
 * copies all that is there, and so the copying in all stays below twice the size of the file.
 */
export const CHECKPOINT_BYTES_MIN = 256 * MIB;

/** Files of a folder that are written at once: small ones wait for the file system rather than for the disk. */
export const FOLDER_FILES_AT_ONCE = 8;

/** Above this many bytes a private window is warned of, since it keeps storage in memory. */
export const PRIVATE_WINDOW_BYTES_MAX = 300 * MIB;

// --- people ----------------------------------------------------------------------------------------------------

/** People whom a browser remembers: far more than anybody meets, and some 120 kB of its storage. */
export const KNOWN_PEOPLE_MAX = 1_000;

// --- attention -------------------------------------------------------------------------------------------------

/** Longest text in a notification, in code points: what systems show of it. */
export const NOTIFICATION_TEXT_LENGTH_MAX = 120;

/** How often the tab tells how far the transfers are, in ms: each new title and icon costs the browser as much as a few MB. */
export const TAB_PROGRESS_EVERY_MS = 2_000;

/** How often a hidden page may sound, and show a notification: a flood from others must not be one here. */
export const SOUND_RATE = { burst: 1, perSecond: 1 / 3 };
export const NOTIFICATION_RATE = { burst: 5, perSecond: 1 / 2 };
