import FoundationEssentials

/// Why a picture cannot be a logo.
public enum LogoTrouble: Error, Sendable, Hashable {
  /// Neither PNG nor JPEG.
  case unknownKind
  /// More bytes than a logo may have: how many, the limit.
  case tooLarge(bytes: Int, limit: Int)
  /// More pixels a side than a logo may have: width, height, the limit.
  case tooManyPixels(width: Int, height: Int, limit: Int)
  /// The file is cut short or its content was changed.
  case damaged
  /// A JPEG in four colours, which screens and printers show each in their own way.
  case fourColors
}

/// The picture at the head of a paper.
public struct PaperLogo: Codable, Sendable, Hashable {
  /// What it is.
  public enum Kind: String, Codable, Sendable, Hashable {
    case png, jpeg
  }

  /// The largest file taken: it is in every document kept.
  public static let mostBytes = 500_000
  /// The most pixels a side: at 300 points an inch, more than a whole page.
  public static let mostPixels = 4_000

  /// What it is.
  public let kind: Kind
  /// Width and height in pixels.
  public let width, height: Int
  /// The file.
  public let bytes: Data

  /// Looks at a file from its first byte to its last.
  public init(checking file: [UInt8]) throws(LogoTrouble) {
    guard file.count <= Self.mostBytes else {
      throw .tooLarge(bytes: file.count, limit: Self.mostBytes)
    }
    let size: (width: Int, height: Int)
    if file.starts(with: PNG.signature) {
      kind = .png
      size = try PNG.size(of: file)
    } else if file.starts(with: [0xFF, 0xD8, 0xFF]) {
      kind = .jpeg
      size = try JPEG.size(of: file)
    } else {
      throw .unknownKind
    }
    (width, height) = size
    guard width > 0, height > 0 else { throw .damaged }
    guard width <= Self.mostPixels, height <= Self.mostPixels else {
      throw .tooManyPixels(width: width, height: height, limit: Self.mostPixels)
    }
    bytes = Data(file)
  }
}

/// A PNG, as far as its chunks go (https://www.w3.org/TR/png/, "Chunk layout").
private enum PNG {
  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Walks the chunks, each with its check sum, to the end.
  static func size(of file: [UInt8]) throws(LogoTrouble) -> (width: Int, height: Int) {
    var place = signature.count
    var size: (width: Int, height: Int)?
    while place + 12 <= file.count {
      let length = number(file, place)
      let end = place + 8 + length
      guard length <= file.count, end + 4 <= file.count,
        crc(file[(place + 4)..<end]) == UInt32(truncatingIfNeeded: number(file, end))
      else { throw .damaged }
      let kind = String(decoding: file[(place + 4)..<(place + 8)], as: UTF8.self)
      if kind == "IHDR", length == 13 {
        size = (number(file, place + 8), number(file, place + 12))
      }
      if kind == "IEND", let size { return size }
      guard size != nil else { throw .damaged }
      place = end + 4
    }
    throw .damaged
  }

  private static func number(_ file: [UInt8], _ place: Int) -> Int {
    file[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  private static func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
  }
}

/// A JPEG, as far as its segments go (ITU-T T.81, annex B).
private enum JPEG {
  static func size(of file: [UInt8]) throws(LogoTrouble) -> (width: Int, height: Int) {
    var place = 2
    var size: (width: Int, height: Int)?
    while place + 4 <= file.count, file[place] == 0xFF {
      let marker = file[place + 1]
      if marker == 0xFF {
        place += 1
        continue
      }
      let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
      guard length >= 2, place + 2 + length <= file.count else { throw .damaged }
      // Start of frame, of whatever coding; C4, C8 and CC are tables.
      if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
        guard length >= 8 else { throw .damaged }
        let height = Int(file[place + 5]) << 8 | Int(file[place + 6])
        size = (Int(file[place + 7]) << 8 | Int(file[place + 8]), height)
        guard file[place + 9] != 4 else { throw .fourColors }
      }
      place += 2 + length
      // The scan: what follows is picture, up to the end of image.
      if marker == 0xDA { break }
    }
    guard let size, place < file.count, endsWell(file) else { throw .damaged }
    return size
  }

  /// Whether the end of image is there; some cameras put zeros after it.
  private static func endsWell(_ file: [UInt8]) -> Bool {
    var end = file.count
    while end > 2, file[end - 1] == 0 { end -= 1 }
    return end >= 2 && file[end - 2] == 0xFF && file[end - 1] == 0xD9
  }
}
