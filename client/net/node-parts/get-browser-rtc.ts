/** In place of the package `get-browser-rtc`, which knows browsers that still prefix the names of WebRTC. */
const getBrowserRTC = () =>
  typeof RTCPeerConnection === 'function' ? { RTCPeerConnection, RTCSessionDescription, RTCIceCandidate } : null;

export { getBrowserRTC as default, getBrowserRTC as 'module.exports' };
