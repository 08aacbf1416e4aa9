// 独立核验：checks a gongkai ledger with golang.org/x/mod/sumdb, the code behind Go's checksum database,
// of which nothing was written here: signature, tiles, every entry, consistency, and the proofs of documents.
//
//	independent PREFIX VKEY [PROOF.json…]     PREFIX is an address such as https://host/ledger, or a folder
package main

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var prefix string
var fetched int

func fail(format string, values ...interface{}) {
	fmt.Fprintf(os.Stderr, format+"\n", values...)
	os.Exit(1)
}

func insist(err error, doing string) {
	if err != nil {
		fail("%s：%v", doing, err)
	}
}

func read(address string) ([]byte, error) {
	fetched++
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return os.ReadFile(address)
	}
	answer, err := http.Get(address)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 {
		return nil, fmt.Errorf("%s: HTTP %d", address, answer.StatusCode)
	}
	return io.ReadAll(answer.Body)
}

// open checks the signature of a checkpoint and reads its size and root.
func open(text []byte, key note.Verifier) tlog.Tree {
	opened, err := note.Open(text, note.VerifierList(key))
	insist(err, "检查点的签名")
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 3 || lines[0] != key.Name() {
		fail("检查点的格式不对")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	insist(err, "检查点的条数")
	root, err := base64.StdEncoding.DecodeString(lines[2])
	insist(err, "检查点的树根")
	var hash tlog.Hash
	if copy(hash[:], root) != tlog.HashSize {
		fail("树根的长度不对")
	}
	return tlog.Tree{N: size, Hash: hash}
}

// reader fetches tiles; x/mod writes their height into the path, tlog-tiles does not.
type reader struct{}

func (reader) Height() int { return 8 }

func (reader) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, tile := range tiles {
		data, err := read(prefix + "/tile/" + strings.TrimPrefix(tile.Path(), "tile/8/"))
		if err != nil {
			return nil, err
		}
		all[i] = data
	}
	return all, nil
}

func entries(index, width int64) [][]byte {
	tile := tlog.Tile{H: 8, L: 0, N: index, W: int(width)}
	data, err := read(prefix + "/tile/entries/" + strings.TrimPrefix(tile.Path(), "tile/8/0/"))
	insist(err, "条目包")
	var all [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			fail("条目包 %d 的长度不对", index)
		}
		size := int(binary.BigEndian.Uint16(data))
		all, data = append(all, data[2:2+size]), data[2+size:]
	}
	if int64(len(all)) != width {
		fail("条目包 %d 有 %d 条，应为 %d 条", index, len(all), width)
	}
	return all
}

func checkDocument(path string, key note.Verifier, tree tlog.Tree, hashes tlog.HashReader) {
	text, err := read(path)
	insist(err, "存证证明")
	var proof struct {
		Leaf struct {
			Index int64
			Data  string
		}
		Inclusion  []string
		Checkpoint string
	}
	insist(json.Unmarshal(text, &proof), "存证证明")
	var steps tlog.RecordProof
	for _, step := range proof.Inclusion {
		raw, err := hex.DecodeString(step)
		insist(err, "包含证明")
		var hash tlog.Hash
		copy(hash[:], raw)
		steps = append(steps, hash)
	}
	older := open([]byte(proof.Checkpoint), key)
	leaf := tlog.RecordHash([]byte(proof.Leaf.Data))
	insist(tlog.CheckRecord(steps, older.N, older.Hash, proof.Leaf.Index, leaf), "包含证明 "+path)
	between, err := tlog.ProveTree(tree.N, older.N, hashes)
	insist(err, "一致性证明")
	insist(tlog.CheckTree(between, tree.N, tree.Hash, older.N, older.Hash), "一致性证明 "+path)
}

func main() {
	if len(os.Args) < 3 {
		fail("用法：independent 网址或文件夹 公钥 [存证证明…]")
	}
	prefix = strings.TrimSuffix(os.Args[1], "/")
	key, err := note.NewVerifier(strings.TrimSpace(os.Args[2]))
	insist(err, "公钥")
	text, err := read(prefix + "/checkpoint")
	insist(err, "检查点")
	tree := open(text, key)
	fmt.Printf("✓ 检查点由公钥 %s 签署，共 %d 条\n", key.Name(), tree.N)

	hashes := tlog.TileHashReader(tree, reader{})
	for first := int64(0); first < tree.N; first += 256 {
		width := tree.N - first
		if width > 256 {
			width = 256
		}
		for place, entry := range entries(first/256, width) {
			index := first + int64(place)
			proof, err := tlog.ProveRecord(tree.N, index, hashes)
			insist(err, fmt.Sprintf("切片（条目 %d）", index))
			insist(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)), fmt.Sprintf("条目 %d", index))
		}
	}
	fmt.Printf("✓ %d 个条目都在检查点所签的树中，由切片算出\n", tree.N)

	step := tree.N/64 + 1
	heads := 0
	for size := int64(1); size < tree.N; size += step {
		root, err := tlog.TreeHash(size, hashes)
		insist(err, "树根")
		proof, err := tlog.ProveTree(tree.N, size, hashes)
		insist(err, "一致性证明")
		insist(tlog.CheckTree(proof, tree.N, tree.Hash, size, root), fmt.Sprintf("一致性证明 %d", size))
		heads++
	}
	fmt.Printf("✓ %d 个较早的树根与检查点是同一历史\n", heads)
	for _, path := range os.Args[3:] {
		checkDocument(path, key, tree, hashes)
	}
	fmt.Printf("✓ %d 份文件的存证证明\n", len(os.Args)-3)
	fmt.Printf("共取回 %d 个网址或文件\n", fetched)
}
