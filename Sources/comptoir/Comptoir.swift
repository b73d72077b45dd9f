/// Entry point of the program.
@main
struct Comptoir {
  static func main() {}
}
