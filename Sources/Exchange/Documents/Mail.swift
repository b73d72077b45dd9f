import Foundation
import Paper
import SalesDesk
import Values

/// Somebody's address.
public struct MailAddress: Sendable, Hashable {
  /// Name; empty = none.
  public let name: String
  /// `name@domain`.
  public let address: String

  /// An address; nil where it is not one address, in the letters that every mail program takes.
  public init?(name: String, address: String) {
    let text = address.trimmingCharacters(in: .whitespaces)
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII && scalar.value > 0x20 && scalar.value < 0x7F
        && !"<>()[],;:\\\"".unicodeScalars.contains(scalar)
    }
    guard isPlain, parts.count == 2, !parts[0].isEmpty, parts[1].contains("."),
      parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty })
    else { return nil }
    self.name = PaperText.lines(name).joined(separator: " ")
    self.address = text
  }
}

/// A mail with one file, as RFC 5322 and MIME have it: what mail programs open, and sendmail takes.
public struct Mail: Sendable, Hashable {
  /// Who writes.
  public let from: MailAddress
  /// To whom.
  public let to: MailAddress
  /// Subject.
  public let subject: String
  /// The words, lines separated by `\n`.
  public let body: String
  /// The file attached.
  public let file: SentFile
  /// When it was written.
  public let writtenAt: Instant

  /// The message, its lines ended by CR and LF.
  public var bytes: [UInt8] {
    // Neither base64 nor quoted-printable can hold "=_" at the start of a line (RFC 2045, 6.7).
    let boundary = "=_" + file.hash.prefix(32)
    let lines =
      head(boundary) + [
        "", "--\(boundary)", "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable", "",
      ] + Self.quotedPrintable(body) + [
        "", "--\(boundary)", "Content-Type: \(file.mediaType); name=\"\(plainName)\"",
        "Content-Transfer-Encoding: base64",
        "Content-Disposition: attachment; filename=\"\(plainName)\"", "",
      ] + Self.base64(file.bytes) + ["", "--\(boundary)--", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  private func head(_ boundary: String) -> [String] {
    let domain = from.address.split(separator: "@").last ?? "localhost"
    let id = "\(writtenAt.milliseconds).\(file.hash.prefix(16))@\(domain)"
    return [
      "From: \(Self.written(from))", "To: \(Self.written(to))",
      "Subject: " + Self.encoded(subject, after: 9), "Date: \(date)", "Message-ID: <\(id)>",
      "MIME-Version: 1.0", "Content-Type: multipart/mixed;", " boundary=\"\(boundary)\"",
    ]
  }

  /// A name in letters that need no quoting.
  private var plainName: String {
    String(
      file.name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-" })
  }

  /// `Mon, 23 Nov 2026 09:00:00 +0000`.
  private var date: String {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let today = writtenAt.day(utcOffsetSeconds: 0)
    let (year, month, day) = today.civil
    let seconds = writtenAt.millisecondOfDay / 1_000
    let time = [seconds / 3_600, seconds / 60 % 60, seconds % 60]
      .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "\(days[today.weekday - 1]), \(day) \(months[month - 1]) \(year) \(time) +0000"
  }

  private static func written(_ address: MailAddress) -> String {
    address.name.isEmpty
      ? address.address : encoded(address.name, after: 6) + "\r\n <\(address.address)>"
  }

  /// A text of a header: as it is where plain letters say it, else in encoded words of at most 75
  /// characters, never cut within a letter (RFC 2047, 2 and 5).
  static func encoded(_ text: String, after start: Int) -> String {
    let text = PaperText.lines(text).joined(separator: " ")
    let isPlain = text.unicodeScalars.allSatisfy { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || " 0123456789-_".unicodeScalars.contains(scalar))
    }
    if isPlain, text.utf8.count + start < 76 { return text }
    var words: [String] = []
    var part: [UInt8] = []
    for letter in text {
      let bytes = Array(String(letter).utf8)
      // 39 bytes make 52 of base64, beside the 12 of "=?UTF-8?B??=" and the name of the header.
      if part.count + bytes.count > 39 {
        words.append(Data(part).base64EncodedString())
        part = []
      }
      part += bytes
    }
    words.append(Data(part).base64EncodedString())
    return words.map { "=?UTF-8?B?\($0)?=" }.joined(separator: "\r\n ")
  }

  /// Lines of at most 76 characters (RFC 2045, 6.8).
  private static func base64(_ bytes: [UInt8]) -> [String] {
    let text = Array(Data(bytes).base64EncodedString().utf8)
    return stride(from: 0, to: text.count, by: 76).map { start in
      String(decoding: text[start..<min(start + 76, text.count)], as: UTF8.self)
    }
  }

  /// Lines of at most 76 characters (RFC 2045, 6.7).
  static func quotedPrintable(_ text: String) -> [String] {
    PaperText.lines(text).flatMap { line -> [String] in
      var lines: [String] = []
      var part = ""
      let bytes = Array(line.utf8)
      for (place, byte) in bytes.enumerated() {
        let isLast = place == bytes.count - 1
        let isPlain = (0x21...0x7E).contains(byte) && byte != 0x3D || byte == 0x20 && !isLast
        let digits = String(byte, radix: 16, uppercase: true)
        // A point alone on its line would end the message on its way.
        let piece =
          isPlain && !(byte == 0x2E && part.isEmpty)
          ? String(Unicode.Scalar(byte)) : "=" + (byte < 16 ? "0" : "") + digits
        if part.utf8.count + piece.utf8.count > 75 {
          lines.append(part + "=")
          part = ""
        }
        part += piece
      }
      return lines + [part]
    }
  }
}
