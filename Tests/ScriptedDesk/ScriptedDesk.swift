import Glibc

/// A desk of its own process that does random acts, for the tests of many desks on one company.
///
///     scripted-desk DATABASE SEED ACTS
///
/// Each act acknowledged by the store is a line on standard output, written before the next act begins:
/// `done <act> <id of its row in the log>`, or `refused <act> <reason>` where a rule said no: the other
/// desks were quicker, `busy <act>` where the store had no time for it, `lost - -` where the server was
/// away for longer than a desk waits, `unknown <act>` where it is not known whether the act was done.
/// Anything else ends it with status 1.
@main
struct ScriptedDesk {
  static func main() {
    let words = CommandLine.arguments
    guard words.count == 4, let seed = UInt64(words[2]), let acts = Int(words[3]) else {
      say("usage: scripted-desk DATABASE SEED ACTS", to: 2)
      exit(2)
    }
    do {
      var script = try Script(database: words[1], seed: seed)
      while script.actCount < acts { try script.step { say($0, to: 1) } }
    } catch {
      say("failed \(error)", to: 2)
      exit(1)
    }
  }

  /// One line, in one call: a reader never sees half of an acknowledgement.
  private static func say(_ line: String, to descriptor: Int32) {
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
  }
}
