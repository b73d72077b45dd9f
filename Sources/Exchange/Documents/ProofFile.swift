import Glibc
import Sales
import SalesDesk
import SalesStore
import Values

/// A file of any kind that proves something, kept as it is under its hash: the scan of an order, a mail.
public enum ProofFile {
  /// The largest that is kept, in bytes.
  public static let mostBytes = 16 << 20

  /// Reads a file.
  ///
  /// - Parameter path: as typed; `~/` is the home.
  /// - Throws: `Refusal` for one that cannot be read, is empty or larger than `mostBytes`.
  public static func read(_ path: String) throws -> SentFile {
    let refusal = Refusal(.fileUnreadable, Fact("path", .text(path)))
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let whole = path.hasPrefix("~/") ? home + path.dropFirst() : path
    let descriptor = open(whole, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw refusal }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &part, part.count)
      guard count >= 0 else { throw refusal }
      guard count > 0 else { break }
      bytes += part[..<count]
      guard bytes.count <= mostBytes else { throw refusal }
    }
    guard !bytes.isEmpty else { throw refusal }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return SentFile(
      hash: SalesPaper.hash(bytes), mediaType: mediaType(name), name: name, bytes: bytes)
  }

  private static func mediaType(_ name: String) -> String {
    switch name.lowercased().split(separator: ".").last {
    case "pdf": "application/pdf"
    case "png": "image/png"
    case "jpg", "jpeg": "image/jpeg"
    case "eml": "message/rfc822"
    case "txt": "text/plain"
    default: "application/octet-stream"
    }
  }
}
