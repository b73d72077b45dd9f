import Glibc
import Paper
import SalesDesk

extension SetLogo {
  /// The picture in a file as the logo.
  ///
  /// - Parameter path: as typed; `~/` is the home.
  /// - Throws: `LogoProblem`.
  public init(path: String) throws {
    let home = getenv("HOME").map { String(cString: $0) } ?? ""
    let whole = path.hasPrefix("~/") ? home + path.dropFirst() : path
    let name = path.split(separator: "/").last.map(String.init) ?? path
    try self.init(checking: Self.bytes(whole), named: name)
  }

  /// The bytes of a file; of one that is far too large, only enough of them to say so.
  private static func bytes(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LogoProblem(path: path, errno: errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < 16 * PaperLogo.mostBytes {
      let count = read(descriptor, &part, part.count)
      guard count >= 0 else { throw LogoProblem(path: path, errno: errno) }
      guard count > 0 else { break }
      bytes += part[..<count]
    }
    return bytes
  }

  /// A picture as the logo, looked at first.
  ///
  /// - Throws: `LogoProblem`.
  public init(checking bytes: [UInt8], named name: String) throws {
    let logo: PaperLogo
    do {
      logo = try PaperLogo(checking: bytes)
    } catch {
      throw LogoProblem(error)
    }
    self.init(
      SentFile(
        hash: SalesPaper.hash(bytes), mediaType: "image/" + logo.kind.rawValue, name: name,
        bytes: bytes))
  }
}

/// Why a picture cannot be the logo: the text `logo.<key>` with its numbers.
public struct LogoProblem: Error, Sendable, Hashable {
  /// Key of the sentence.
  public let key: String
  /// What it names.
  public let facts: [Fact]

  init(path: String, errno: Int32) {
    key = "unreadable"
    facts = [
      Fact("path", .text(path)), Fact("reason", .text(String(cString: strerror(errno)))),
    ]
  }

  init(_ trouble: LogoTrouble) {
    switch trouble {
    case .unknownKind: (key, facts) = ("unknownKind", [])
    case .damaged: (key, facts) = ("damaged", [])
    case .fourColors: (key, facts) = ("fourColors", [])
    case .tooLarge(let bytes, let limit):
      (key, facts) = (
        "tooLarge", [Fact("size", .count(bytes / 1_000)), Fact("limit", .count(limit / 1_000))]
      )
    case .tooManyPixels(let width, let height, let limit):
      (key, facts) = (
        "tooManyPixels",
        [
          Fact("width", .count(width)), Fact("height", .count(height)),
          Fact("limit", .count(limit)),
        ]
      )
    }
  }
}
