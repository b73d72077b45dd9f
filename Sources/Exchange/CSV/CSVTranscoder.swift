/// Turns the bytes of any encoding into UTF-8, a chunk at a time. What a chunk boundary cuts in
/// two is carried over. What cannot be text (half a surrogate pair) becomes the byte 0xFF, which is
/// never valid in UTF-8: the parser then refuses that row and no other.
struct CSVTranscoder {
  let encoding: CSVEncoding
  private var oddByte: UInt8?
  private var highSurrogate: UInt32?
  private let table: [[UInt8]]

  init(_ encoding: CSVEncoding) {
    self.encoding = encoding
    table = (0...255).map { Self.utf8(of: Self.scalar(UInt8($0), encoding)) }
  }

  /// UTF-8 needs no work: the parser may read the chunk itself.
  var isIdentity: Bool { encoding == .utf8 }

  /// Appends the UTF-8 form of the chunk.
  mutating func append(_ chunk: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    switch encoding {
    case .utf8: output.append(contentsOf: chunk)
    case .windows1252, .latin1, .latin9:
      for byte in chunk {
        if byte < 0x80 { output.append(byte) } else { output.append(contentsOf: table[Int(byte)]) }
      }
    case .utf16LittleEndian, .utf16BigEndian:
      for byte in chunk {
        guard let first = oddByte else {
          oddByte = byte
          continue
        }
        oddByte = nil
        let pair = encoding == .utf16LittleEndian ? (byte, first) : (first, byte)
        append(unit: UInt32(pair.0) << 8 | UInt32(pair.1), to: &output)
      }
    }
  }

  /// What was left of a cut character at the end of the file.
  mutating func finish(to output: inout [UInt8]) {
    if oddByte != nil || highSurrogate != nil { output.append(0xFF) }
    oddByte = nil
    highSurrogate = nil
  }

  private mutating func append(unit: UInt32, to output: inout [UInt8]) {
    if let high = highSurrogate {
      highSurrogate = nil
      if (0xDC00...0xDFFF).contains(unit) {
        let code = 0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00)
        output.append(contentsOf: Self.utf8(of: code))
        return
      }
      output.append(0xFF)
    }
    switch unit {
    case 0xD800...0xDBFF: highSurrogate = unit
    case 0xDC00...0xDFFF: output.append(0xFF)
    case 0..<0x80: output.append(UInt8(unit))
    default: output.append(contentsOf: Self.utf8(of: unit))
    }
  }

  private static func utf8(of code: UInt32) -> [UInt8] {
    guard let scalar = Unicode.Scalar(code) else { return [0xFF] }
    return Array(String(Character(scalar)).utf8)
  }

  /// Windows-1252 from 0x80 to 0x9F; 0 where the code page has nothing (a C1 control is then kept,
  /// and the parser reports it).
  private static let windows: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]

  /// Where Latin-9 differs from Latin-1.
  private static let latin9: [UInt8: UInt32] = [
    0xA4: 0x20AC, 0xA6: 0x0160, 0xA8: 0x0161, 0xB4: 0x017D, 0xB8: 0x017E, 0xBC: 0x0152,
    0xBD: 0x0153, 0xBE: 0x0178,
  ]

  private static func scalar(_ byte: UInt8, _ encoding: CSVEncoding) -> UInt32 {
    switch encoding {
    case .windows1252 where (0x80...0x9F).contains(byte):
      let code = windows[Int(byte) - 0x80]
      return code == 0 ? UInt32(byte) : code
    case .latin9: return latin9[byte] ?? UInt32(byte)
    default: return UInt32(byte)
    }
  }
}
