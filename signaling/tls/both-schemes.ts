import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { createSecureContext, createServer as createTlsServer } from 'node:tls';
import { CERTIFICATE_CHECK_MS, HANDSHAKE_TIMEOUT_MS } from '../../shared/limits.ts';
import { LaunchError } from '../launch-error.ts';
import type { Certificate } from './self-signed.ts';

/** The first byte of a TLS connection, a handshake record (RFC 8446, section 5.1); no http method begins with it. */
const TLS_HANDSHAKE = 0x16;

/**
 * Lets a server that does not listen yet speak TLS besides, on the same port: the first byte of a connection tells which
 * it is. All else about the server stays as it is. The certificate is loaded anew from time to time.
 * Throws a LaunchError when there is none, or TLS cannot use it.
 */
export function speakTlsBesides(http: Server, loadCertificate: () => Certificate): void {
  const tls = createTlsServer({
    ...usable(loadCertificate()),
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
  });
  const serve = takeOver(http);
  tls.on('secureConnection', serve);
  // Node leaves it to the server what becomes of a handshake that fails, or takes too long.
  tls.on('tlsClientError', (_, connection) => connection.destroy());
  http.on('connection', (connection) => {
    readFirstByte(connection, (byte) => {
      if (byte === TLS_HANDSHAKE) tls.emit('connection', connection);
      else serve(connection.resume());
    });
  });
  const timer = setInterval(() => renew(() => tls.setSecureContext(usable(loadCertificate()))), CERTIFICATE_CHECK_MS);
  timer.unref();
  http.once('close', () => clearInterval(timer));
}

/** Node's own listener, which makes a connection one of http; from now on it is called here alone. */
function takeOver(http: Server): (connection: Socket) => void {
  const [listener] = http.listeners('connection');
  if (listener === undefined) throw new Error('the server takes no connections');
  http.off('connection', listener as (connection: Socket) => void);
  return (connection) => void Reflect.apply(listener, http, [connection]);
}

/** Waits for it as long as for a handshake, and puts it back. */
function readFirstByte(connection: Socket, then: (byte: number | undefined) => void): void {
  const end = () => connection.destroy();
  connection.setTimeout(HANDSHAKE_TIMEOUT_MS, end);
  // For good: under TLS nobody else listens to it.
  connection.on('error', end);
  connection.once('data', (chunk) => {
    connection.pause();
    connection.setTimeout(0, end);
    connection.unshift(chunk);
    then(chunk[0]);
  });
}

function usable(certificate: Certificate): Certificate {
  try {
    createSecureContext(certificate);
    return certificate;
  } catch (cause) {
    throw new LaunchError('TLS cannot use the certificate with its key.', { cause });
  }
}

/** The certificate that there is goes on being used when there is no other to be had now. */
function renew(load: () => void): void {
  try {
    load();
  } catch (error) {
    if (!(error instanceof LaunchError)) throw error;
  }
}
