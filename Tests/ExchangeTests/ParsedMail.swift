import Foundation
import Testing

/// A message as a mail program reads it: written here from the RFCs, apart from what makes messages.
struct ParsedMail {
  let headers: [String: String]
  let body: String
  let file: [UInt8]
  let longestLine: Int
  let isPlainASCII: Bool

  init(_ bytes: [UInt8]) throws {
    isPlainASCII = bytes.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0D || $0 == 0x0A) }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.components(separatedBy: "\r\n")
    longestLine = lines.map(\.utf8.count).max() ?? 0
    try #require(!lines.contains { $0.contains("\n") || $0.contains("\r") }, "a bare line end")
    let head = try #require(text.firstRange(of: "\r\n\r\n"))
    headers = Self.headers(String(text[..<head.lowerBound]))
    let kind = try #require(headers["Content-Type"])
    let boundary = try #require(kind.firstMatch(of: #/boundary="([^"]+)"/#)).1
    let parts = text[head.upperBound...].components(separatedBy: "--\(boundary)")
    try #require(parts.count == 4 && parts[3].hasPrefix("--"))
    body = Self.unquoted(try Self.content(parts[1]))
    let base64 = try Self.content(parts[2]).replacing("\r\n", with: "")
    file = Array(try #require(Data(base64Encoded: base64)))
  }

  private static func content(_ part: String) throws -> String {
    let head = try #require(part.firstRange(of: "\r\n\r\n"))
    return String(part[head.upperBound...])
  }

  private static func headers(_ text: String) -> [String: String] {
    var found: [String: String] = [:]
    let unfolded = text.replacing("?=\r\n =?UTF-8?B?", with: "\u{1}").replacing("\r\n ", with: " ")
    for line in unfolded.components(separatedBy: "\r\n") {
      guard let colon = line.firstRange(of: ": ") else { continue }
      var value = String(line[colon.upperBound...])
      while let word = value.firstMatch(of: #/=\?UTF-8\?B\?([^?]*)\?=/#) {
        let bytes = word.1.split(separator: "\u{1}").flatMap {
          Data(base64Encoded: String($0)) ?? Data()
        }
        value.replaceSubrange(word.range, with: String(decoding: bytes, as: UTF8.self))
      }
      found[String(line[..<colon.lowerBound])] = value
    }
    return found
  }

  private static func unquoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.replacing("=\r\n", with: "").utf8)[...]
    while let byte = rest.popFirst() {
      if byte == 0x3D, rest.count >= 2 {
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0x3F)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
